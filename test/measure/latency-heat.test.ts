import { describe, expect, it } from 'vitest';
import { LatencyHeatRecorder } from '../../src/measure/latency-heat.ts';

describe('durations over time', () => {
  it('counts in columns of 10 ms and rows of an eighth of an octave', () => {
    const heat = new LatencyHeatRecorder();
    heat.record(5_000, 1_024);
    heat.record(5_000, 1_024);
    heat.record(25_000, 2_048);
    expect(heat.toHeat('call')).toEqual({
      metric: 'call',
      bucket_ms: 10,
      from_ms: 1.024,
      columns: [[2], [], [0, 0, 0, 0, 0, 0, 0, 0, 1]],
    });
  });

  it('doubles the width of its columns when a run outgrows 128 of them', () => {
    const heat = new LatencyHeatRecorder();
    heat.record(0, 1_024);
    heat.record(15_000, 1_024);
    heat.record(1_280_000, 1_024);
    const { bucket_ms, columns } = heat.toHeat('call') ?? { columns: [] };
    expect(bucket_ms).toBe(20);
    expect(columns[0]).toEqual([2]);
    expect(columns[64]).toEqual([1]);
    expect(columns).toHaveLength(65);
  });

  it('says nothing when nothing was recorded', () => {
    expect(new LatencyHeatRecorder().toHeat('latency')).toBeUndefined();
  });
});
