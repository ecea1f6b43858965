import { expect, it } from 'vitest';
import { lognormal, mixture } from '../../../mock-server/latency/index.ts';
import { phased } from '../../../mock-server/latency/phased.ts';
import type { MockOptions } from '../../../src/scenario/target/mock.ts';
import { mistakesOf, mockPlanOf } from '../scenarios.ts';

const constant = (ms: number) => ({ kind: 'constant', options: { ms } });

it.each<[string, MockOptions, object]>([
  [
    'phases with plain durations',
    { latency: phased({ ttft: '500ms', itl: 20, perInputToken: '0.1ms' }) },
    {
      latency: {
        kind: 'phased',
        options: {
          headers: 0,
          base: 0,
          perInputToken: 0.1,
          ttft: constant(500),
          itl: constant(20),
        },
      },
    },
  ],
  [
    'distributions inside of a distribution',
    {
      latency: mixture({
        parts: [
          { weight: 99, dist: lognormal({ p50: '1s', p99: '4s' }) },
          { weight: 1, dist: '30s' },
        ],
      }),
    },
    {
      latency: {
        kind: 'mixture',
        options: {
          parts: [
            { weight: 99, dist: { kind: 'lognormal', options: { p50: 1_000, p99: 4_000 } } },
            { weight: 1, dist: constant(30_000) },
          ],
        },
      },
    },
  ],
  [
    'numbers of tokens',
    { outputTokens: lognormal({ median: 200, sigma: 0.8 }), thinkingTokens: 0, tokensPerEvent: 3 },
    {
      outputTokens: { kind: 'lognormal', options: { median: 200, sigma: 0.8 } },
      thinkingTokens: 0,
      tokensPerEvent: 3,
    },
  ],
  ['a refusal of 150 ms', { rejectLatency: '150ms' }, { rejectLatency: 150 }],
  [
    'slots and a queue',
    { queue: { slots: 32, maxWait: '5s', whenFull: 503 } },
    { queue: { slots: 32, maxWait: 5_000, discipline: 'fifo', whenFull: 503 } },
  ],
  ['a lie', { retryAfter: 'factor:0.5' }, { retryAfter: { rule: 'factor', factor: 0.5 } }],
  ['one answer', { retryAfter: 'fixed:5s' }, { retryAfter: { rule: 'fixed', wait: 5_000 } }],
  ['a date', { retryAfter: 'date' }, { retryAfter: { rule: 'date' } }],
])('plans %s', async (_, options, plan) => {
  expect(await mockPlanOf(options)).toMatchObject(plan);
});

it.each([
  [
    { latency: { kind: 'lognormal', median: 5 } },
    ['target.latency.sigma: missing.', '  name mean and cv, or median and sigma, or p50 and p99.'],
  ],
  [
    { latency: { kind: 'mixture', parts: [{ weight: 1, dist: { kind: 'uniform', min: 1 } }] } },
    [
      'target.latency.parts[0].dist.max: missing; expected a duration.',
      "  uniform({ min: 30, max: '300ms' }).",
    ],
  ],
  [
    { latency: { kind: 'mixture', parts: [] } },
    [
      'target.latency.parts: expected a list with at least one entry, got an empty list.',
      "  mixture({ parts: [{ weight: 99, dist: '1s' }, { weight: 1, dist: '30s' }] }).",
    ],
  ],
  [
    { latency: { kind: 'empirical', values: [1, -1] } },
    ['target.latency.values: expected a list of numbers of at least 0, got [1,-1].'],
  ],
  [
    {
      latency: {
        kind: 'empirical',
        quantiles: [
          [0.5, 2],
          [0.5, 3],
        ],
      },
    },
    [
      'target.latency.quantiles: expected pairs [p, value] with p rising within 0 to 1 and values ' +
        'from 0, got [[0.5,2],[0.5,3]].',
    ],
  ],
  [
    { latency: { kind: 'constant', ms: 5 }, load: { kind: 'batch-step', step: '10ms' } },
    [
      'target.latency: has no meaning with batch-step.',
      '  there the time follows from tokens: leave latency out.',
    ],
  ],
  [
    { outputTokens: 0.5 },
    [
      'target.outputTokens: expected a number or a distribution, got 0.5.',
      '  for example lognormal({ median: 200, sigma: 0.8 }).',
    ],
  ],
  [
    { retryAfter: 'factor:x' },
    [
      'target.retryAfter: expected exact-ceil, ms, date, none, staggered, fixed:<duration> or ' +
        'factor:<number>, got "factor:x".',
      '  a server that lies: retryAfter: "factor:0.5".',
    ],
  ],
  [
    { queue: {} },
    [
      'target.queue.slots: missing; expected a whole number of at least 1.',
      '  queue: { slots: 32 }; for no limit leave queue out.',
    ],
  ],
  [
    { queue: { slots: 1, whenFull: 500 } },
    ['target.queue.whenFull: expected 429, 503 or 529, got 500.'],
  ],
])('refuses %j', async (options, mistakes) => {
  expect(await mistakesOf({ target: { kind: 'mock', ...options } })).toEqual(mistakes);
});
