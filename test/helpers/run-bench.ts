import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { afterAll } from 'vitest';
import type { LedgerEntry } from '../../src/core/ledger.ts';
import type { RunResult, StrategyResult } from '../../src/core/run-result.ts';
import { parseRunResult } from '../../src/schema/run-result.ts';

const BENCH = fileURLToPath(new URL('../../bin/bench.js', import.meta.url));
/** No run of a test lasts longer; one that hangs is ended. */
const LONGEST = 90_000;

export interface BenchOptions {
  /** Where it runs: results go to `reports` inside. */
  readonly cwd: string;
  readonly env?: Readonly<Record<string, string>>;
}

export interface EndedBench {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface RunningBench {
  readonly pid: number;
  /** Closes our end of its stdout, as `head` does. */
  closeStdout(): void;
  /** What it has said until now. */
  stderr(): string;
  readonly ended: Promise<EndedBench>;
}

/** A line of `attempts.jsonl`. */
export type AttemptLine = LedgerEntry & { readonly strategy: string };

/** Starts `bench` as it was built, in a process group of its own, in pipes, without keys and colour settings. */
export function startBench(args: readonly string[], { cwd, env }: BenchOptions): RunningBench {
  const child = spawn(process.execPath, [BENCH, ...args], {
    cwd,
    env: { PATH: process.env.PATH, ...env },
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout: LONGEST,
    killSignal: 'SIGKILL',
  });
  const { pid, stdout, stderr } = child;
  if (pid === undefined) throw new Error('bench did not start');
  const [out, err] = [collect(stdout), collect(stderr)];
  const ended = once(child, 'close').then(
    ([code]): EndedBench => ({ code, stdout: out(), stderr: err() }),
  );
  return { pid, ended, stderr: err, closeStdout: () => stdout.destroy() };
}

/** @returns what a stream has brought until now */
function collect(stream: Readable): () => string {
  let text = '';
  stream.setEncoding('utf8').on('data', (part: string) => {
    text += part;
  });
  return () => text;
}

/** Runs `bench` to its end. */
export function runBench(args: readonly string[], options: BenchOptions): Promise<EndedBench> {
  return startBench(args, options).ended;
}

const folders: string[] = [];
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true });
});

/** A folder with these files, removed after the tests of a file. */
export function workFolder(files: Readonly<Record<string, string>> = {}): string {
  const folder = mkdtempSync(join(tmpdir(), 'llm-bench-'));
  folders.push(folder);
  for (const [name, content] of Object.entries(files)) writeFileSync(join(folder, name), content);
  return folder;
}

/** A scenario of the tests, by its name. */
export function fixture(name: string): string {
  return fileURLToPath(new URL(`../e2e/fixtures/${name}.ts`, import.meta.url));
}

/** The result that a run wrote into a folder; throws unless it is valid. */
export function readResult(folder: string): RunResult {
  const file = join(folder, 'result.json');
  return parseRunResult(JSON.parse(readFileSync(file, 'utf8')), file);
}

/** The objects of a JSONL file. */
export function readLines<T>(file: string): T[] {
  const lines = readFileSync(file, 'utf8').split('\n').filter(Boolean);
  return lines.map((line) => JSON.parse(line) as T);
}

export function readAttempts(folder: string): AttemptLine[] {
  return readLines(join(folder, 'attempts.jsonl'));
}

/** The part of a result that a test looks at. */
export function strategyNamed({ strategies }: RunResult, name: string): StrategyResult {
  const found = strategies.find((strategy) => strategy.name === name);
  if (!found) throw new Error(`the result holds no strategy "${name}"`);
  return found;
}
