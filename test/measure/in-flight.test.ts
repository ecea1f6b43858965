import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { InFlightGauge } from '../../src/measure/in-flight.ts';

const MS = 1_000;

describe('InFlightGauge', () => {
  it('has a peak of 1 for two requests of 10 ms that are 500 ms apart', () => {
    const gauge = new InFlightGauge();
    gauge.start(0);
    gauge.end(10 * MS);
    gauge.start(510 * MS);
    gauge.end(520 * MS);
    expect(gauge.peak).toBe(1);
    expect(gauge.integral).toBe(20 * MS);
  });

  it('says how many are in flight, the new one included', () => {
    const gauge = new InFlightGauge();
    expect([gauge.start(0), gauge.start(0), gauge.start(5)]).toEqual([1, 2, 3]);
    gauge.end(6);
    expect([gauge.current, gauge.peak]).toEqual([2, 3]);
  });

  it('reports each stretch of constant height once, and nothing while idle', () => {
    const stretches: number[][] = [];
    const gauge = new InFlightGauge((...stretch) => stretches.push(stretch));
    gauge.start(100);
    gauge.start(100);
    gauge.end(300);
    gauge.end(400);
    gauge.start(900);
    gauge.end(950);
    expect(stretches).toEqual([
      [100, 300, 2],
      [300, 400, 1],
      [900, 950, 1],
    ]);
  });

  it('covers exactly the sum of all durations, whatever overlaps (Little)', () => {
    const spans = fc.array(fc.tuple(fc.nat(1_000_000), fc.nat(1_000_000)), { maxLength: 60 });
    fc.assert(
      fc.property(spans, (pairs) => {
        const gauge = new InFlightGauge();
        const events = pairs.flatMap(([from, length]) => [
          { at: from, run: () => gauge.start(from) },
          { at: from + length, run: () => gauge.end(from + length) },
        ]);
        for (const { run } of events.sort((a, b) => a.at - b.at)) run();
        expect(gauge.integral).toBe(pairs.reduce((sum, [, length]) => sum + length, 0));
        expect(gauge.current).toBe(0);
      }),
      { seed: 1 },
    );
  });
});
