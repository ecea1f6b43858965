import { expect, it } from 'vitest';
import { parseFailures } from '../../src/cli/failure-flags.ts';

it('gives two types 30 % each of a rate of 60 %, the second of what the first leaves', () => {
  const faults = parseFailures({
    failureInjectionRate: '60',
    failureTypes: 'rate_limit,server_error',
  });
  expect(faults).toEqual({
    'failure-rate-limit': { kind: 'status', status: 429, rate: 0.3 },
    // 0.3 of all = 3/7 of the remaining 0.7.
    'failure-server-error': { kind: 'status', status: 503, rate: expect.closeTo(3 / 7, 12) },
  });
});

it('fails in all six ways when no type is named', () => {
  const faults = parseFailures({ failureInjectionRate: '100' });
  const statuses = Object.values(faults).map((fault) => (fault as { status: number }).status);
  expect(statuses).toEqual([429, 401, 400, 503, 400, 404]);
  expect(Object.values(faults).at(-1)).toMatchObject({ rate: expect.closeTo(1, 12) });
});

it('makes nothing of neither flag', () => {
  expect(parseFailures({})).toEqual({});
});

it.each([
  [{ failureInjectionRate: '101' }, 'got "101"'],
  [{ failureInjectionRate: 'often' }, 'got "often"'],
  [{ failureTypes: 'rate_limit' }, 'got nothing'],
  [{ failureInjectionRate: '1', failureTypes: 'fire' }, 'unknown type "fire"'],
])('refuses %j', (flags, words) => {
  expect(() => parseFailures(flags)).toThrow(words);
});
