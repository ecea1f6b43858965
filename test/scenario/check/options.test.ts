import { describe, expect, it } from 'vitest';
import type { OptionSpec } from '../../../src/core/option.ts';
import { toMistakes } from '../../../src/scenario/check/mistakes.ts';
import { optionsSchema } from '../../../src/scenario/check/options.ts';

const summary = '';

function check(spec: OptionSpec, value: unknown) {
  const parsed = optionsSchema({ option: spec }).safeParse({ option: value });
  return parsed.success
    ? parsed.data
    : toMistakes(parsed.error.issues, {}).map(({ message }) => message);
}

describe('optionsSchema', () => {
  it.each<[OptionSpec, unknown, unknown]>([
    [{ type: 'count', min: 1, max: 5, summary }, 5, 5],
    [{ type: 'number', min: 0, summary }, 0.35, 0.35],
    [{ type: 'duration', summary }, '1.5min', 90_000],
    [{ type: 'duration', summary }, 250, 250],
    [{ type: 'choice', of: ['a', 'b'], summary }, 'b', 'b'],
    [{ type: 'flag', summary }, false, false],
    [{ type: 'points', summary }, [[1, 82]], [[1, 82]]],
    [{ type: 'count', min: 1, default: 10, summary }, undefined, 10],
    [{ type: 'duration', default: '2s', summary }, undefined, 2_000],
    [{ type: 'flag', default: true, summary }, undefined, true],
  ])('turns %j with %j into %j', (spec, value, option) => {
    expect(check(spec, value)).toStrictEqual({ option });
  });

  it('leaves an absent optional option out', () => {
    expect(check({ type: 'count', min: 1, optional: true, summary }, undefined)).toStrictEqual({});
  });

  it.each<[OptionSpec, unknown, string]>([
    [{ type: 'count', min: 1, summary }, 0, 'expected a whole number of at least 1, got 0.'],
    [{ type: 'count', min: 1, max: 5, summary }, 6, 'expected a whole number from 1 to 5, got 6.'],
    [{ type: 'count', min: 1, summary }, '5', 'expected a whole number of at least 1, got "5".'],
    [{ type: 'count', min: 1, summary }, 1.5, 'expected a whole number of at least 1, got 1.5.'],
    [
      { type: 'count', min: 0, summary },
      Number.POSITIVE_INFINITY,
      'expected a whole number of at least 0, got Infinity.',
    ],
    [{ type: 'number', min: 0, summary }, Number.NaN, 'expected a number of at least 0, got NaN.'],
    [{ type: 'duration', summary }, '-2s', 'expected a duration, got "-2s".'],
    [{ type: 'duration', summary }, '', 'expected a duration, got "".'],
    [{ type: 'choice', of: ['full'], summary }, 'ful', 'unknown value "ful"; did you mean "full"?'],
    [{ type: 'choice', of: ['full'], summary }, 3, 'unknown value 3.'],
    [{ type: 'choice', of: ['a', 'b'], summary }, undefined, 'missing; expected one of a, b.'],
    [{ type: 'flag', summary }, 1, 'expected true or false, got 1.'],
    [
      { type: 'count', min: 1, summary },
      undefined,
      'missing; expected a whole number of at least 1.',
    ],
  ])('refuses %j with %j', (spec, value, message) => {
    expect(check(spec, value)).toEqual([message]);
  });

  it.each([
    [[]],
    [[[2, 82]]],
    [
      [
        [1, 82],
        [1, 90],
      ],
    ],
    [[[1, 0]]],
    [[[1]]],
    [[['1', 82]]],
    ['1:82'],
  ])('refuses %j as points', (points) => {
    expect(check({ type: 'points', summary }, points)).toEqual([
      expect.stringContaining('expected pairs [n, ms] with n rising from 1 and ms above 0, got '),
    ]);
  });
});
