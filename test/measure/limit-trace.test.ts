import { describe, expect, it } from 'vitest';
import { LimitTraceRecorder } from '../../src/measure/limit-trace.ts';

describe('a trace of limits', () => {
  it('is absent when none was told', () => {
    expect(new LimitTraceRecorder().toTrace()).toBeUndefined();
  });

  it('holds each change with its time, and nothing where nothing changes', () => {
    const trace = new LimitTraceRecorder();
    trace.add(0, 20, 'in_flight');
    trace.add(1_500, 21, 'in_flight');
    trace.add(2_000, 21, 'in_flight');
    trace.add(3_000, 18, 'in_flight');
    expect(trace.toTrace()).toEqual({ unit: 'in_flight', t_ms: [0, 1.5, 3], limit: [20, 21, 18] });
  });

  it('keeps the last of several changes at one instant', () => {
    const trace = new LimitTraceRecorder();
    for (const limit of [20, 18, 16]) trace.add(7_000, limit, 'per_s');
    expect(trace.toTrace()).toEqual({ unit: 'per_s', t_ms: [7], limit: [16] });
  });

  it('stays at 1000 points over a million changes, from the first time to the last value', () => {
    const trace = new LimitTraceRecorder();
    for (let i = 0; i < 1_000_000; i++) trace.add(i * 10, i, 'in_flight');
    const { t_ms = [], limit = [] } = trace.toTrace() ?? {};
    expect(t_ms.length).toBeLessThanOrEqual(1_000);
    expect(t_ms.length).toBeGreaterThan(450);
    expect([t_ms[0], limit.at(-1)]).toEqual([0, 999_999]);
    const gaps = t_ms.slice(1).map((time, i) => time - (t_ms[i] ?? 0));
    expect(Math.max(...gaps)).toBeLessThan(2 * Math.min(...gaps));
  });
});
