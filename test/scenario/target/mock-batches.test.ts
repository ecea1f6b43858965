import { expect, it } from 'vitest';
import { constant } from '../../../mock-server/latency/index.ts';
import { mock } from '../../../src/scenario/target/mock.ts';
import type { BatchesInput } from '../../../src/scenario/target/mock-batches.ts';
import { mistakesOf, planOf } from '../scenarios.ts';

async function batchesOf(batches: BatchesInput) {
  const { plan } = await planOf({ target: mock({ batches }) });
  return plan.target.mock?.batches;
}

it('waits 60 s and does 100 requests a second unless told otherwise', async () => {
  expect(await batchesOf({})).toStrictEqual({
    delay: 60_000,
    processing: { kind: 'throughput', perSecond: 100 },
    timeScale: 1,
    cancelLatency: 1_000,
    liveCounts: false,
    errored: 0,
    expired: 0,
  });
});

it('gives requests to workers when they are named', async () => {
  const planned = await batchesOf({ workers: 8, latency: constant({ ms: '3s' }), delay: '1h' });
  expect(planned).toMatchObject({
    delay: 3_600_000,
    processing: {
      kind: 'workers',
      workers: 8,
      latency: { kind: 'constant', options: { ms: 3_000 } },
    },
  });
});

it.each([
  [
    { latency: constant({ ms: 1 }) },
    'target.batches.latency: latency has no meaning without workers.',
  ],
  [
    { workers: 2, perSecond: 5 },
    'target.batches.perSecond: perSecond and workers exclude each other.',
  ],
  [{ errored: 1.5 }, 'target.batches.errored: expected a number from 0 to 1, got 1.5.'],
])('refuses %j', async (batches, message) => {
  const [first] = await mistakesOf({ target: { kind: 'mock', batches } });
  expect(first).toBe(message);
});
