import type { ChildProcess, ForkOptions } from 'node:child_process';
import { fork } from 'node:child_process';
import { extname } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { WorkerOptions } from 'node:worker_threads';
import { Worker } from 'node:worker_threads';

/**
 * The file of a module that is not imported but started: source starts source, build output starts build output.
 *
 * @param path without its ending, as it stands in the project: `mock-server/main`
 */
export function entryUrl(path: string): URL {
  return new URL(`../../${path}${extname(import.meta.filename)}`, import.meta.url);
}

const LAUNCHER = 'src/cli/launch';

/** Starts a module in a process of its own. */
export function forkEntry(path: string, options: ForkOptions): ChildProcess {
  return fork(fileURLToPath(entryUrl(LAUNCHER)), [entryUrl(path).href], options);
}

/** Starts a module in a thread of its own. */
export function startThread(path: string, options: WorkerOptions): Worker {
  return new Worker(entryUrl(LAUNCHER), { ...options, argv: [entryUrl(path).href] });
}
