import { Worker } from 'node:worker_threads';
import { expect, it } from 'vitest';
import { firstMessage } from '../../../src/cli/overhead/first-message.ts';

const run = (code: string) => firstMessage(new Worker(code, { eval: true }), 'the worker');

it('hands over what a worker answers', async () => {
  const code = "require('node:worker_threads').parentPort.postMessage([1, 2]);";
  expect(await run(code)).toEqual([1, 2]);
});

it('rejects when a worker ends with 3 before it answered', async () => {
  await expect(run('process.exit(3);')).rejects.toThrow(
    'the worker ended without an answer: exit code 3',
  );
});

it('rejects with what a worker died of', async () => {
  await expect(run("throw new RangeError('no room');")).rejects.toThrow('no room');
});
