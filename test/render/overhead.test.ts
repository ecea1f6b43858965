import { expect, it } from 'vitest';
import { overheadSentence } from '../../src/render/overhead.ts';
import { aRun, aStrategy } from '../helpers/a-run.ts';

const seen = (overhead_p50_ms: number) => ({
  server: { requests: 60, peak_in_flight: 10, hidden_attempts: 0, overhead_p50_ms },
});

it('tells the range over the strategies', () => {
  const strategies = [0.8, 2.4].map((ms) => aStrategy({ metrics: seen(ms) }));
  expect(overheadSentence(aRun(strategies))).toBe(
    'Network and harness took 800 µs to 2.4 ms of a request, in the median of a strategy.',
  );
  expect(overheadSentence(aRun([aStrategy({ metrics: seen(1) })]))).toContain('took 1.0 ms of');
});

it('says nothing where the server gave no account', () => {
  expect(overheadSentence(aRun())).toBeUndefined();
});
