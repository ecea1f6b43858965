import { describe, expect, it } from 'vitest';
import { parseKey } from '../../../src/scenario/thresholds/key.ts';

const STRATEGIES = ['sequential', 'semaphore-8', 'semaphore-16', 'a.b'];

describe('parseKey', () => {
  it.each([
    ['latency', { key: 'latency', metric: 'latency' }],
    ['itl', { key: 'inter_token_latency', metric: 'inter_token_latency' }],
    ['tpot', { key: 'inter_token_latency', metric: 'inter_token_latency' }],
    ['e2el', { key: 'service', metric: 'service' }],
    [
      ' errors { strategy = semaphore-* } ',
      { key: 'errors{strategy=semaphore-*}', metric: 'errors', strategy: 'semaphore-*' },
    ],
    ['latency{strategy=*}', { key: 'latency{strategy=*}', metric: 'latency', strategy: '*' }],
    [
      'attempts{strategy=a.b,outcome=rate-*}',
      {
        key: 'attempts{strategy=a.b,outcome=rate-*}',
        metric: 'attempts',
        strategy: 'a.b',
        outcome: 'rate-*',
      },
    ],
  ])('reads %s', (text, expected) => {
    expect(parseKey(text, STRATEGIES)).toEqual(expected);
  });

  it.each([
    ['latncy', 'unknown metric "latncy"; did you mean "latency"?', /^known: latency, call, .* itl/],
    ['latncy{strategy=*}', 'unknown metric "latncy"; did you mean "latency"?', /^known: latency/],
    ['toString', 'unknown metric "toString".', /^known: latency/],
    [
      'latency{strategy=*',
      'expected a metric, with a selector in braces if it is for some strategies, got "latency{strategy=*".',
      /^write latency, or latency\{strategy=semaphore-\*\}\.$/,
    ],
    [
      'latency{strategy}',
      'expected label=name in braces, got "strategy".',
      /^write latency\{strategy=semaphore-\*\}\.$/,
    ],
    ['latency{}', 'expected label=name in braces, got "".', /^write latency\{/],
    [
      'latency{strateg=a}',
      'unknown label "strateg"; did you mean "strategy"?',
      /^known: strategy, outcome, phase, tag\.<name>\.$/,
    ],
    [
      'latency{strategy=a*,strategy=b*}',
      'strategy is named twice.',
      /^write a key for each: latency\{strategy=a\*\} and latency\{strategy=b\*\}\.$/,
    ],
    [
      'latency{strategy=semaphor-16}',
      'no strategy matches "semaphor-16"; did you mean "semaphore-16"?',
      /^strategies: sequential, semaphore-8, semaphore-16, a\.b\.$/,
    ],
    ['latency{strategy=aXb}', 'no strategy matches "aXb"; did you mean "a.b"?', /^strategies: /],
    [
      'latency{outcome=ok}',
      'only attempts are kept apart by outcome, latency is not.',
      /^write 'attempts\{outcome=rate-limited\}': 'count == 0'\.$/,
    ],
    [
      'latency{tag.customer=x}',
      'results are not kept apart by tag; the selector would match nothing.',
      /^select by strategy: /,
    ],
    [
      'latency{phase=drain}',
      'results are not kept apart by phase; the selector would match nothing.',
      /^select by strategy: /,
    ],
  ])('refuses %s', (text, message, hint) => {
    expect(parseKey(text, STRATEGIES)).toEqual({ message, hint: expect.stringMatching(hint) });
  });
});
