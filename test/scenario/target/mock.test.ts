import { expect, it } from 'vitest';
import { constant, lognormal } from '../../../mock-server/latency/index.ts';
import { curve } from '../../../mock-server/load/index.ts';
import { mock } from '../../../src/scenario/target/mock.ts';
import { mistakesOf, mockPlanOf, planOf } from '../scenarios.ts';

it('takes a latency by builder or as an object, to the same plan', async () => {
  const expected = { kind: 'lognormal', options: { mean: 2_000, cv: 0.35 } };
  const built = await mockPlanOf({ latency: lognormal({ mean: '2s', cv: 0.35 }) });
  const written = await mockPlanOf({ latency: { kind: 'lognormal', mean: '2s', cv: 0.35 } });

  expect(built.latency).toStrictEqual(expected);
  expect(written.latency).toStrictEqual(expected);
});

it('plans 50 requests a minute with a burst of 50 unless a burst is named', async () => {
  const plain = await mockPlanOf({ limits: { rpm: 50 } });
  const tight = await mockPlanOf({ limits: { rpm: 50, burst: 5 } });
  const limit = { dimension: 'requests', algorithm: 'token-bucket', limit: 50, window: 60_000 };

  expect(plain.limits).toStrictEqual([{ ...limit, burst: 50 }]);
  expect(tight.limits).toStrictEqual([{ ...limit, burst: 5 }]);
});

it('lets at least one request at once through below 1 a minute', async () => {
  expect((await mockPlanOf({ limits: { rpm: 0.5 } })).limits[0]?.burst).toBe(1);
});

it('plans a load curve, the time of a refusal and the length of replies', async () => {
  const points = [
    [1, 82],
    [10, 110],
  ] as const;
  const plan = await mockPlanOf({
    load: curve({ points }),
    rejectLatency: '150ms',
    outputTokens: 9,
  });

  expect(plan).toMatchObject({
    load: { kind: 'curve', options: { points } },
    rejectLatency: 150,
    outputTokens: 9,
  });
  expect(plan).not.toHaveProperty('latency');
});

it('speaks the API that it is told to', async () => {
  const { plan } = await planOf({ target: mock({ api: 'openai', model: 'm', freshClient: true }) });

  expect(plan.target).toMatchObject({ kind: 'mock', api: 'openai', model: 'm', freshClient: true });
});

it.each([
  [
    'an unknown latency model',
    { latency: { kind: 'lognormall', mean: '2s' } },
    [
      'target.latency.kind: unknown value "lognormall"; did you mean "lognormal"?',
      expect.stringContaining('  known: constant, '),
    ],
  ],
  [
    'a latency of text',
    { latency: '2s' },
    [
      'target.latency: expected a latency model, got "2s".',
      "  for example lognormal({ mean: '2s' }).",
    ],
  ],
  [
    'a latency without its time',
    { latency: { kind: 'constant' } },
    [
      'target.latency.ms: missing; expected a duration.',
      "  name the service time: constant({ ms: '2s' }).",
    ],
  ],
  [
    'a curve that does not start at 1',
    { load: { kind: 'curve', points: [[2, 82]] } },
    [
      'target.load.points: expected pairs [n, ms] with n rising from 1 and ms above 0, got [[2,82]].',
      expect.any(String),
    ],
  ],
  [
    'a burst without a limit',
    { limits: { burst: 5 } },
    [
      'target.limits.burst: burst has no meaning without rpm.',
      '  name the limit that it belongs to: limits: { rpm: 50, burst: 5 }.',
    ],
  ],
  [
    'a limit of nothing',
    { limits: { rpm: 0 } },
    [
      'target.limits.rpm: expected a number of at least 0.001, got 0.',
      '  for no limit leave it out.',
    ],
  ],
  [
    'limits that are a number',
    { limits: 50 },
    ['target.limits: expected limits, for example { rpm: 50 }, got 50.'],
  ],
  [
    'an unknown API',
    { api: 'gemini' },
    ['target.api: unknown value "gemini".', '  known: anthropic, openai.'],
  ],
  ['a model of no characters', { model: '' }, [`target.model: expected a model's id, got "".`]],
])('refuses %s', async (_, options, mistakes) => {
  expect(await mistakesOf({ target: { kind: 'mock', ...options } })).toEqual(mistakes);
});

it('takes a constant latency in milliseconds', async () => {
  expect((await mockPlanOf({ latency: constant({ ms: 30 }) })).latency).toStrictEqual({
    kind: 'constant',
    options: { ms: 30 },
  });
});
