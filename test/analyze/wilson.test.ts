import { describe, expect, it } from 'vitest';
import { fewestTrials, wilson } from '../../src/analyze/wilson.ts';

describe('wilson', () => {
  it.each([
    [0, 300, 0.008938],
    [9, 300, 0.050866],
    [15, 300, 0.075016],
    [250, 5_000, 0.055318],
  ])('bounds %i of %i by %f from above', (events, of, high) => {
    expect(wilson(events, of).high).toBeCloseTo(high, 6);
  });

  it('bounds 224 of 5000 just below 5 %', () => {
    expect(wilson(224, 5_000).high).toBeCloseTo(0.04986, 5);
  });

  it('says nothing without a trial, and stays within 0 and 1', () => {
    expect(wilson(0, 0)).toEqual({ low: 0, high: 1 });
    expect(wilson(0, 10).low).toBe(0);
    expect(wilson(10, 10).high).toBe(1);
  });

  it.each([
    [0.05, 300, 8],
    [0.05, 1_000, 38],
    [0.05, 5_000, 224],
    [0.02, 300, 2],
    [0.02, 1_000, 12],
    [0.02, 5_000, 83],
    [0.01, 300, 0],
    [0.01, 1_000, 4],
    [0.01, 5_000, 38],
    [0.001, 5_000, 1],
  ])('lets a limit of %f on %i items pass with at most %i events', (allowed, of, most) => {
    expect(wilson(most, of).high).toBeLessThanOrEqual(allowed);
    expect(wilson(most + 1, of).high).toBeGreaterThan(allowed);
  });

  it.each([
    [0.05, 52],
    [0.02, 133],
    [0.01, 268],
    [0.001, 2_703],
  ])('asks for a limit of %f at least %i items without an event', (allowed, fewest) => {
    expect(fewestTrials(allowed)).toBe(fewest);
    expect(wilson(0, fewest).high).toBeLessThanOrEqual(allowed);
    expect(wilson(0, fewest - 1).high).toBeGreaterThan(allowed);
  });

  it('never lets a limit of 0 pass', () => {
    expect(fewestTrials(0)).toBe(Number.POSITIVE_INFINITY);
  });
});
