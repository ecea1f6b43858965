import { expect, it } from 'vitest';
import { addToWindow, openWindow } from '../../../../src/dispatch/limits/laws/sample-window.ts';
import { drop, ok } from '../../../helpers/law-trace.ts';

it('makes one sample of at least 10 in at least 1 s: mean round trip, most in flight, any drop', () => {
  let window = openWindow(0);
  const samples = Array.from({ length: 12 }, (_, i) => (i === 3 ? drop : ok(150 + i, i)));
  const finished = samples.map((sample, i) => {
    const added = addToWindow(window, sample, i * 100);
    window = added.window;
    return added.sample;
  });
  // The eleventh comes at 1 s: round trips 150 to 160, the fourth of which is 150 instead of 153.
  expect(finished.findIndex((sample) => sample !== undefined)).toBe(10);
  expect(finished[10]).toEqual({ rtt: (155 * 11 - 3) / 11, inFlight: 10, dropped: true, u: 0 });
  expect(window).toEqual({ opened: 1_000, count: 1, rtts: 161, inFlight: 11, dropped: false });
});

it('waits for 10 samples, however long', () => {
  let window = openWindow(0);
  const counts = Array.from({ length: 10 }, (_, i) => {
    const added = addToWindow(window, ok(100, 1), 5_000 * i);
    window = added.window;
    return added.sample;
  });
  expect(counts.slice(0, 9).every((sample) => sample === undefined)).toBe(true);
  expect(counts[9]).toEqual(ok(100, 1));
});
