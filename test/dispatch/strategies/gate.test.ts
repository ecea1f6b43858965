import { expect, it } from 'vitest';
import type { Outcome } from '../../../src/core/outcome.ts';
import { gate } from '../../../src/dispatch/strategies/gate.ts';
import { OK } from '../../helpers/fake-client.ts';
import { runVirtually } from '../../helpers/strategy-run.ts';

const refused: Outcome = { kind: 'rate-limited', status: 429, message: 'no', retryAfter: 5_000 };

/** Item 1 is refused at 100 ms, item 0 ends at 150 ms, the others take 100 ms; two at once. */
const setup = {
  work: 6,
  service: (item: number) => (item === 0 ? 150 : 100),
  retry: { maxRetries: 3, base: 60_000, retryAfter: 'ignore' },
  outcome: (item: number, attempt: number) => (item === 1 && attempt === 0 ? refused : OK),
};

it('stops all until the Retry-After is over, and adds no back-off to it', async () => {
  const { client } = await runVirtually({
    ...setup,
    strategy: gate.create({ size: 2, spread: 0, maxGate: 600_000 }),
  });
  expect(client.requests.map(({ item, at }) => [item, at])).toEqual([
    [0, 0],
    [1, 0],
    [1, 5_100],
    [2, 5_100],
    [3, 5_200],
    [4, 5_200],
    [5, 5_300],
  ]);
});

it('lets those who wait out one by one within the spread', async () => {
  const { client } = await runVirtually({
    ...setup,
    strategy: gate.create({ size: 2, spread: 2_000, maxGate: 600_000 }),
  });
  const released = client.requests.slice(2, 4).map(({ at }) => at);
  expect(new Set(released).size).toBe(2);
  for (const at of released) {
    expect(at).toBeGreaterThanOrEqual(5_100);
    expect(at).toBeLessThan(7_100);
  }
});

it('obeys a Retry-After no longer than maxGate', async () => {
  const { client } = await runVirtually({
    ...setup,
    strategy: gate.create({ size: 2, spread: 0, maxGate: 1_000 }),
  });
  expect(client.requests[2]?.at).toBe(1_100);
});

it('leaves a 429 without a Retry-After to the policy', async () => {
  const { client } = await runVirtually({
    strategy: gate.create({ size: 1, spread: 0, maxGate: 1_000 }),
    work: 1,
    retry: { maxRetries: 1, base: 700 },
    outcome: (_, attempt) =>
      attempt === 0 ? { kind: 'rate-limited', status: 429, message: 'no' } : OK,
  });
  expect(client.requests.map(({ at }) => at)).toEqual([0, 800]);
  expect(gate.width({ size: 1, spread: 0, maxGate: 1_000 })).toBe(1);
});

it('opens at a time that doubles cannot hold', async () => {
  const { metrics } = await runVirtually({
    ...setup,
    service: (item) => 100.7 + item / 3,
    strategy: gate.create({ size: 2, spread: 0, maxGate: 600_000 }),
  });
  expect(metrics.counts.completed).toBe(6);
});
