import { describe, expect, it } from 'vitest';
import { fitProfile } from '../../../src/analyze/calibrate/fit-profile.ts';
import type { RecordedItem } from '../../../src/analyze/calibrate/recorded.ts';
import { makespanOf } from '../../../src/analyze/rounds.ts';
import { defineScenario, mock, retry, semaphore, sweep } from '../../../src/index.ts';
import type { MockOptions } from '../../../src/scenario/target/mock.ts';
import { runVirtually } from '../../helpers/figures/run-virtually.ts';

const RECORDED_AT = [2, 8, 24];
const PREDICTED_AT = [4, 16, 32];

/** Servers of which the fit sees nothing but recorded attempts. */
const SERVERS: Readonly<Record<string, MockOptions>> = {
  'slows down with the load': {
    latency: { kind: 'lognormal', median: 1_700, sigma: 0.45 },
    load: { kind: 'linear', alpha: 0.02 },
  },
  'has 12 slots and a queue': {
    latency: { kind: 'lognormal', median: 1_700, sigma: 0.3 },
    queue: { slots: 12 },
  },
  'limits requests, and fails at times': {
    latency: { kind: 'gamma', mean: 1_200, cv: 0.5 },
    limits: { rpm: 600, burst: 40 },
    faults: { busy: { kind: 'status', status: 529, rate: 0.02 } },
  },
  'answers in two ways': {
    latency: {
      kind: 'mixture',
      parts: [
        { weight: 0.8, dist: '800ms' },
        { weight: 0.2, dist: '4s' },
      ],
    },
  },
  streams: {
    stream: true,
    latency: { kind: 'phased', ttft: 600, itl: { kind: 'lognormal', median: 15, sigma: 0.4 } },
    outputTokens: { kind: 'uniform', min: 20, max: 60 },
  },
} as never;

function scenarioOf(target: MockOptions, sizes: readonly number[]) {
  return defineScenario({
    name: 'hidden',
    target: mock(target),
    workload: { count: 400, prompt: (i) => `Classify review ${i}.`, maxTokens: 64 },
    retry: retry({ maxRetries: 5 }),
    strategies: sweep('semaphore', sizes, (size) => semaphore({ size })),
  });
}

describe('a profile', () => {
  it.each(Object.entries(SERVERS))(
    'of a server that %s predicts makespans at other sizes within 5 %%',
    async (_, server) => {
      const rows: RecordedItem[] = [];
      const recorded = await runVirtually(scenarioOf(server, RECORDED_AT), {
        seed: 7,
        onRows(strategy, entries) {
          for (const entry of entries) rows.push({ strategy, ...entry });
        },
      });
      const fitted = fitProfile(recorded, rows);
      const { stream = false } = server;
      const profile = { ...fitted?.options, stream } as MockOptions;
      const truth = await runVirtually(scenarioOf(server, PREDICTED_AT), { seed: 100, seeds: 3 });
      const mocked = await runVirtually(scenarioOf(profile, PREDICTED_AT), { seed: 200, seeds: 3 });
      const off = truth.strategies.map((strategy, i) => {
        const predicted = mocked.strategies[i];
        if (!predicted) throw new Error('a strategy is missing');
        return makespanOf(predicted).centre / makespanOf(strategy).centre - 1;
      });
      expect(Math.max(...off.map(Math.abs))).toBeLessThan(0.05);
    },
  );
});
