import { expect, it } from 'vitest';
import { percentilesOf } from '../../src/analyze/percentiles.ts';
import type { Distribution } from '../../src/core/run-result.ts';
import { gather } from '../../src/dispatch/strategies/gather.ts';
import { runVirtually } from '../helpers/strategy-run.ts';

const CHUNKS = 32;
const USAGE = { inputTokens: 10, outputTokens: 1 + CHUNKS * 4 };

/** One token at 200 ms, then 32 chunks of 4 every 40 ms; every 20th stream freezes for 1 s before its 16th gap. */
function chunksOf(item: number): number[] {
  return Array.from({ length: CHUNKS + 1 }, (_, chunk) => {
    const frozen = item % 20 === 0 && chunk >= 16;
    return 200 + chunk * 40 + (frozen ? 1_000 : 0);
  });
}

function at(distribution: Distribution | undefined, ...percentiles: number[]): number[] {
  if (!distribution) throw new Error('nothing was measured');
  return percentiles.map(percentilesOf(distribution));
}

/** Equal, within a bucket of the histogram. */
function expectAll(read: readonly number[], exact: readonly number[]): void {
  for (const [i, value] of exact.entries()) {
    expect(read[i]).toBeGreaterThanOrEqual(value);
    expect(read[i]).toBeLessThanOrEqual(value * 1.001);
  }
}

it('shows the freeze that one stream in 20 had, as inter-token latency does not', async () => {
  const { metrics } = await runVirtually({
    strategy: gather.create({}),
    work: 400,
    streaming: true,
    service: (item) => (chunksOf(item).at(-1) ?? 0) + 1,
    stages: (item) => ({ headers: 100, tokens: chunksOf(item) }),
    outcome: () => ({ kind: 'ok', status: 200, usage: USAGE }),
  });
  expectAll(at(metrics.inter_token_latency, 50, 90, 99), [10, 10, 17.8125]);
  expectAll(at(metrics.inter_chunk_latency, 50, 99), [40, 40]);
  expect(metrics.inter_chunk_latency).toMatchObject({ count: 400 * CHUNKS, max_ms: 1_040 });
  expectAll(at(metrics.longest_stall, 50, 95, 96, 99), [40, 40, 1_040, 1_040]);
  expectAll(at(metrics.ttft, 50, 99), [200, 200]);
  expect(metrics.coalesced_gaps).toBe(0);
});

it('has no figure of a stream for replies that came whole', async () => {
  const { metrics } = await runVirtually({ strategy: gather.create({}), work: 3 });
  for (const name of [
    'ttft',
    'ttft_response',
    'ttfo',
    'inter_token_latency',
    'inter_chunk_latency',
    'longest_stall',
    'coalesced_gaps',
  ]) {
    expect(metrics).not.toHaveProperty(name);
  }
});

it('counts reasoning as first token and not as first output', async () => {
  const { metrics } = await runVirtually({
    strategy: gather.create({}),
    work: 1,
    streaming: true,
    service: () => 900,
    stages: () => ({ headers: 100, reasoning: [200, 300], tokens: [700, 800] }),
  });
  expect(metrics.ttft?.max_ms).toBe(200);
  expect(metrics.ttfo?.max_ms).toBe(700);
  expect(metrics.inter_chunk_latency).toMatchObject({ count: 3, max_ms: 400, sum_ms: 600 });
});
