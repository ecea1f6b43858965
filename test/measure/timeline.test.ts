import { describe, expect, it } from 'vitest';
import { TimelineRecorder } from '../../src/measure/timeline.ts';

const MS = 1_000;

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

describe('TimelineRecorder', () => {
  it('is empty before anything happened', () => {
    const timeline = new TimelineRecorder().toTimeline();
    expect(timeline).toEqual({
      ...{ bucket_ms: 1, in_flight: [], rate_limited: [], completed: [], started: [] },
    });
  });

  it('weights attempts in flight by time: 2 for 1.5 ms are 2 and 1', () => {
    const recorder = new TimelineRecorder();
    recorder.inFlight(0, 1.5 * MS, 2);
    expect(recorder.toTimeline().in_flight).toEqual([2, 1]);
  });

  it('counts events in the bucket of their instant, and gives all rows one length', () => {
    const recorder = new TimelineRecorder();
    recorder.started(0);
    recorder.completed(0);
    recorder.completed(999);
    recorder.rateLimited(2 * MS);
    expect(recorder.toTimeline()).toEqual({
      bucket_ms: 1,
      in_flight: [0, 0, 0],
      rate_limited: [0, 0, 1],
      completed: [2, 0, 0],
      started: [1, 0, 0],
    });
  });

  it('doubles the width for the first event at 1024 ms and keeps all sums', () => {
    const recorder = new TimelineRecorder();
    recorder.inFlight(0, 1_023 * MS, 3);
    for (let ms = 0; ms < 1_024; ms++) recorder.completed(ms * MS);
    expect(recorder.toTimeline().bucket_ms).toBe(1);
    recorder.rateLimited(1_024 * MS);
    const { bucket_ms, in_flight, completed, rate_limited } = recorder.toTimeline();
    expect(bucket_ms).toBe(2);
    expect(completed).toEqual([...Array(512).fill(2), 0]);
    expect(sum(in_flight) * bucket_ms).toBe(3 * 1_023);
    expect(rate_limited).toEqual([...Array(512).fill(0), 1]);
  });

  it('holds a day in at most 1024 buckets', () => {
    const recorder = new TimelineRecorder();
    const hour = 3_600_000 * MS;
    for (let i = 0; i < 24; i++) {
      recorder.inFlight(i * hour, (i + 1) * hour, 5);
      recorder.completed(i * hour);
    }
    const { bucket_ms, in_flight, completed } = recorder.toTimeline();
    // 86 400 000 ms fit into 1024 buckets of 2^17 ms, and not into those of 2^16 ms.
    expect(bucket_ms).toBe(2 ** 17);
    expect(in_flight).toHaveLength(Math.ceil(86_400_000 / 2 ** 17));
    expect(new Set(in_flight.slice(0, -1))).toEqual(new Set([5]));
    expect(sum(completed)).toBe(24);
  });
});
