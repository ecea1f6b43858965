import { join } from 'node:path';
import { expect, it } from 'vitest';
import { fixture, readResult, runBench, workFolder } from '../helpers/run-bench.ts';

/** Megabytes for all that lives longer than a moment. An item that waits takes more than a kilobyte: 20,000 have no room. */
const ROOM = 40;

async function runMany(env = {}) {
  const cwd = workFolder();
  const args = ['run', fixture('many'), '--clock', 'virtual', '--quiet', '--out', 'out'];
  const room = { NODE_OPTIONS: `--max-old-space-size=${ROOM}` };
  const ended = await runBench(args, { cwd, env: { ...room, ...env } });
  return { ...ended, out: join(cwd, 'out') };
}

it('20,000 items need no more room than those under way, whichever strategy pulls them', {
  timeout: 60_000,
}, async () => {
  const { code, out } = await runMany();
  expect(code).toBe(0);
  const completed = readResult(out).strategies.map(({ metrics }) => metrics.counts.completed);
  expect(completed).toEqual(new Array(8).fill(20_000));
});

it('a run that finds no room says which strategies hold all that waits', {
  timeout: 60_000,
}, async () => {
  const { code, stderr } = await runMany({ ALL_AT_ONCE: '1' });
  expect(code).toBe(12);
  expect(stderr.trim().split('\n')).toEqual([
    'error the run needed more memory than Node.js may take; what was written after each strategy is kept.',
    '  hint gather, keyed, adaptive limits of concurrency and scope "attempt" hold all items that wait: take workers, or fewer ' +
      'items, or allow more: NODE_OPTIONS=--max-old-space-size=16000.',
  ]);
});
