import { expect, it } from 'vitest';
import { vegasLaw } from '../../../../src/dispatch/limits/laws/vegas.ts';
import { drop, limitsOf, ok, trace } from '../../../helpers/law-trace.ts';

// Below 100, lg = 1: up by 6 with at most 1 queued, by 1 with 2, down by 1 with more than 6.
it('follows the queue that it reads from the shortest round trip', () => {
  const steps = [
    [ok(100, 20), 20],
    [ok(100, 20), 26],
    [ok(100, 26), 32],
    // ⌈32 · (1 − 100 / 105)⌉ = 2
    [ok(105, 32), 33],
    // ⌈33 · (1 − 100 / 112)⌉ = 4
    [ok(112, 33), 33],
    // ⌈33 · (1 − 100 / 125)⌉ = 7
    [ok(125, 33), 32],
    [ok(125, 15), 32],
    [drop, 31],
    [{ ...drop, rtt: 10 }, 30],
    [ok(90, 30), 30],
    [ok(90, 30), 36],
    [ok(180, 36), 35],
    [ok(180, 17), 35],
    [ok(180, 18), 34],
    [ok(96, 34), 34],
    [ok(94, 34), 35],
    [ok(92, 35), 41],
    [drop, 40],
    [ok(80, 40), 40],
    [ok(80, 40), 46],
  ] as const;
  const law = vegasLaw({ initial: 20, min: 1, max: 1_000, smoothing: 1 });
  expect(
    limitsOf(
      law,
      steps.map(([sample]) => sample),
    ),
  ).toEqual(steps.map(([, limit]) => limit));
});

it('takes a longer round trip as its base after 30 · L samples, from an ok one only', () => {
  const law = vegasLaw({ initial: 1, min: 1, max: 1, smoothing: 1 });
  const bases = trace(law, [...Array(29).fill(ok(100, 1)), drop, ok(500, 1)]);
  expect(bases.slice(28).map(({ base }) => base)).toEqual([100, 100, 500]);
  expect(bases.at(-1)).toMatchObject({ probes: 0, jitter: 0.5 });
});

it('moves by half of the step with a smoothing of 0.5', () => {
  const law = vegasLaw({ initial: 20, min: 1, max: 1_000, smoothing: 0.5 });
  expect(limitsOf(law, [ok(100, 20), ok(100, 20), drop])).toEqual([20, 23, 22.5]);
});
