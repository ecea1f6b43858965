import { describe, expect, it } from 'vitest';
import type { Outcome } from '../../../src/core/outcome.ts';
import { dualBucket } from '../../../src/dispatch/strategies/dual-bucket.ts';
import { defineScenario, openai } from '../../../src/index.ts';
import { planScenario } from '../../../src/scenario/plan-scenario.ts';
import { aWorkload, runVirtually } from '../../helpers/strategy-run.ts';

const options = { rpm: 60_000, burst: 100, size: 100, retries: 'fifo' } as const;
const used = (outputTokens: number): Outcome => ({ kind: 'ok', usage: { outputTokens } });

/** Items of at most 100 output tokens, at 6000 tokens a minute: one in a second when nothing is known. */
const work = {
  ...aWorkload(64),
  *items() {
    for (let index = 0; index < 64; index++) yield { index, prompt: 'abcdefgh', maxTokens: 100 };
  },
};

async function starts(more: Partial<Parameters<typeof dualBucket.create>[0]>, outcome: Outcome) {
  const { client } = await runVirtually({
    strategy: dualBucket.create({
      ...options,
      otpm: 6_000,
      estimator: 'max_tokens',
      settle: true,
      ...more,
    }),
    work,
    service: () => 500,
    outcome: () => outcome,
  });
  return client.requests.map(({ at }) => at);
}

describe('dual-bucket', () => {
  it('reserves maxTokens: 60 at once, then one every second', async () => {
    const at = await starts({ settle: false }, used(50));
    // Requests are a millisecond apart after the burst of 100, which is not reached.
    expect(at.slice(58)).toEqual([0, 0, 1_000, 2_000, 3_000, 4_000]);
  });

  it('gives back what was not used, and starts those who wait at once', async () => {
    const at = await starts({}, used(50));
    expect(at.slice(58)).toEqual([0, 0, 500, 500, 500, 500]);
  });

  it('gives back everything for an attempt that failed', async () => {
    const at = await starts({}, { kind: 'client-error', status: 400, message: 'no' });
    expect(at.slice(58)).toEqual([0, 0, 500, 500, 500, 500]);
  });

  it('is paid back what was used beyond the estimate before it goes on', async () => {
    const at = await starts({}, used(150));
    // At 0.5 s the level is 50 − 60 · 50 = −2950 tokens: 100 of them are there 30.5 s later.
    expect(at[60]).toBe(31_000);
  });

  it('counts input as a quarter of the characters: 2 tokens, 60 a minute', async () => {
    const at = await starts({ otpm: 600_000, itpm: 60, settle: false }, used(50));
    expect(at.slice(28, 33)).toEqual([0, 0, 2_000, 4_000, 6_000]);
  });

  it('starts by the slowest limit: requests at 30 a minute', async () => {
    const at = await starts({ rpm: 30, burst: 1 }, used(50));
    expect(at.slice(0, 4)).toEqual([0, 2_000, 4_000, 6_000]);
  });

  it('knows beforehand what a mock server answers, and is refused for a real API', async () => {
    const scenario = defineScenario({
      target: openai(),
      workload: { count: 1, prompt: () => 'Hello.' },
      strategies: { knowing: dualBucket({ rpm: 50, estimator: 'oracle' }) },
    });
    await expect(planScenario(scenario, { file: 'x.ts' })).rejects.toMatchObject({
      code: 'SCENARIO_INVALID',
      message:
        'strategy "knowing" (dual-bucket) knows beforehand what is answered, which only a mock server can tell. Nothing was sent.',
      hint: "use the estimator 'ewma', or target: mock().",
    });
  });

  it('needs a connection for each item at once', () => {
    expect(dualBucket.width({ ...options, estimator: 'ewma', settle: true })).toBe(100);
  });
});
