import { describe, expect, it } from 'vitest';
import { waves } from '../../../src/dispatch/strategies/waves.ts';
import { aStream, byItem, runVirtually } from '../../helpers/strategy-run.ts';

describe('waves', () => {
  const fives = waves.create({ size: 5, pause: 1_000 });

  it('takes 4.2 s for 20 items of 300 ms: 4 waves of 5 and 3 pauses of 1 s', async () => {
    const run = await runVirtually({ strategy: fives, work: 20, service: () => 300 });
    expect(run.metrics).toMatchObject({ makespan_ms: 4_200, in_flight: { peak: 5 } });
    const sends = byItem(run).map(({ attempts }) => (attempts[0]?.sent_us ?? -1) / 1_000);
    expect(sends).toEqual([0, 1_300, 2_600, 3_900].flatMap((ms) => Array(5).fill(ms)));
  });

  it('waits for the slowest of a wave before it pauses', async () => {
    const { metrics } = await runVirtually({
      strategy: fives,
      work: 10,
      service: (item) => (item === 2 ? 5_000 : 300),
    });
    expect(metrics.makespan_ms).toBe(5_000 + 1_000 + 300);
  });

  it('does not pause after its last wave, also when nobody knows that it is the last', async () => {
    for (const work of [10, aStream(10)]) {
      const ends: number[] = [];
      const { client, metrics } = await runVirtually({
        strategy: {
          async run(jobs, context) {
            await fives.run(jobs, context);
            ends.push(context.clock.now());
          },
        },
        work,
        service: () => 300,
      });
      expect(metrics.makespan_ms).toBe(1_600);
      expect(ends).toEqual([1_600]);
      expect(client.requests).toHaveLength(10);
    }
  });

  it('ends a last wave that is not full: 7 items are a wave of 5 and one of 2', async () => {
    const { metrics } = await runVirtually({
      strategy: fives,
      work: aStream(7),
      service: () => 300,
    });
    expect(metrics).toMatchObject({ makespan_ms: 1_600, counts: { completed: 7 } });
  });

  it('with concurrency runs a wave of 10 in 2 steps of 5: 20 items take 2.2 s', async () => {
    const { metrics } = await runVirtually({
      strategy: waves.create({ size: 10, pause: 1_000, concurrency: 5 }),
      work: 20,
      service: () => 300,
    });
    expect(metrics).toMatchObject({ makespan_ms: 2_200, in_flight: { peak: 5 } });
  });

  it('needs as many connections as it has items at once', () => {
    expect(waves.width({ size: 10, pause: 0 })).toBe(10);
    expect(waves.width({ size: 10, pause: 0, concurrency: 4 })).toBe(4);
    expect(waves.width({ size: 10, pause: 0, concurrency: 40 })).toBe(10);
  });
});
