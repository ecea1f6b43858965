import { describe, expect, it } from 'vitest';
import { VirtualClock } from '../../src/clock/virtual.ts';
import { AttemptsInFlight } from '../../src/runner/attempts-in-flight.ts';
import { DeadlineWatch } from '../../src/runner/deadline-watch.ts';
import { LiveAttempt } from '../../src/runner/live-attempt.ts';

function attempts(count: number): LiveAttempt[] {
  const clock = new VirtualClock();
  const watching = { clock, origin: 0, now: () => 0, timeouts: {}, streaming: false };
  const deadlines = new DeadlineWatch(watching, new AttemptsInFlight());
  const setting = { now: () => 0, deadlines, idles: false };
  return Array.from({ length: count }, (_, index) => {
    const item = { index, prompt: '', maxTokens: 1 };
    return new LiveAttempt(item, 0, 0, setting);
  });
}

function indices(inFlight: AttemptsInFlight): number[] {
  return Array.from(inFlight, ({ item }) => item.index);
}

describe('attempts in flight', () => {
  it.each([
    ['the first', 0, [1, 2]],
    ['one in the middle', 1, [0, 2]],
    ['the last', 2, [0, 1]],
  ])('keep the order of their starts when %s leaves', (_, leaving, left) => {
    const inFlight = new AttemptsInFlight();
    const all = attempts(3);
    for (const attempt of all) inFlight.add(attempt);
    for (const attempt of all.slice(leaving, leaving + 1)) inFlight.remove(attempt);
    expect(indices(inFlight)).toEqual(left);
  });

  it('are none again when all have left, and then take others', () => {
    const inFlight = new AttemptsInFlight();
    const all = attempts(3);
    for (const attempt of all) inFlight.add(attempt);
    for (const attempt of all) inFlight.remove(attempt);
    expect(indices(inFlight)).toEqual([]);
    for (const attempt of attempts(2)) inFlight.add(attempt);
    expect(indices(inFlight)).toEqual([0, 1]);
  });

  it('may leave while they are looked at', () => {
    const inFlight = new AttemptsInFlight();
    for (const attempt of attempts(3)) inFlight.add(attempt);
    const seen: number[] = [];
    for (const attempt of inFlight) {
      seen.push(attempt.item.index);
      inFlight.remove(attempt);
    }
    expect(seen).toEqual([0, 1, 2]);
  });

  it('do not hold their neighbours once they have left', () => {
    const inFlight = new AttemptsInFlight();
    const all = attempts(3);
    for (const attempt of all) inFlight.add(attempt);
    for (const attempt of all.slice(1, 2)) inFlight.remove(attempt);
    expect(all[1]).toMatchObject({ before: undefined, after: undefined });
  });
});
