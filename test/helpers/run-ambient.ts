import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import type { CaseReply, CaseRequest } from './ambient-case.ts';

const entry = new URL('./ambient-entry.ts', import.meta.url);
const execArgv = ['--conditions=@llm-bench/source'];

/** Runs cases one after another in a worker, whose patched globals die with it. */
export function startAmbientWorker() {
  const worker = new Worker(entry, { execArgv });
  return {
    async run(request: CaseRequest): Promise<CaseReply> {
      worker.postMessage(request);
      const [reply] = await once(worker, 'message');
      return reply;
    },
    stop: () => worker.terminate(),
  };
}

/** Runs a case in a process of its own, which may die: the driver `tick` belongs there. */
export async function runInProcess(request: CaseRequest): Promise<CaseReply> {
  const child = fork(fileURLToPath(entry), [JSON.stringify(request)], { execArgv });
  const ended = once(child, 'exit');
  const [reply] = await Promise.race([once(child, 'message'), ended]);
  const [exitCode] = await ended;
  if (exitCode !== 0)
    throw new Error(`The process of case ${request.name} ended with ${exitCode}.`);
  return reply;
}
