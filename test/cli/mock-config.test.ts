import { expect, it } from 'vitest';
import { presets } from '../../mock-server/presets.ts';
import { readMockConfig } from '../../src/cli/mock-config.ts';
import { planMock } from '../../src/scenario/target/plan-mock.ts';

const planOf = (options: Record<string, unknown>) => planMock(options, 7);

it.each(Object.keys(presets))(
  'takes the plan of %s, as the server tells it, as it is',
  async (name) => {
    const plan = await planOf({ preset: name });
    expect(await readMockConfig(JSON.parse(JSON.stringify(plan)), 1)).toEqual(plan);
  },
);

it('takes a plan with distributions in distributions, faults and batches that draw', async () => {
  const half = (ms: number) => ({ weight: 1, dist: { kind: 'exponential', mean: ms } });
  const plan = await planOf({
    latency: { kind: 'phased', ttft: { kind: 'mixture', parts: [half(100), half(900)] }, itl: 20 },
    outputTokens: { kind: 'lognormal', median: 200, sigma: 0.8 },
    rejectLatency: { kind: 'uniform', min: 1, max: 5 },
    faults: { reset: { kind: 'reset', afterEvents: 5, rate: 0.1, window: [0, '5s'] } },
  });
  expect(await readMockConfig(JSON.parse(JSON.stringify(plan)), 1)).toEqual(plan);
});

it('takes options as a configuration file holds them, with the seed so far', async () => {
  const plan = await readMockConfig({ limits: { rpm: 60 } }, 7);
  expect(plan).toMatchObject({
    seed: 7,
    latency: { kind: 'lognormal', options: { mean: 2_000, cv: 0.35 } },
    limits: [{ dimension: 'requests', limit: 60, burst: 60 }],
  });
});

it('names path, value and remedy of each mistake in options', async () => {
  await expect(readMockConfig({ limits: { rpm: 'x' }, latancy: 5 }, 1)).rejects.toMatchObject({
    mistakes: [
      { path: 'limits.rpm', message: expect.stringContaining('got "x"') },
      { path: 'latancy', hint: expect.stringContaining('latency') },
    ],
  });
});

it.each([
  [{ seed: 'x' }, 'seed', 'got "x"'],
  [{ limits: [{ dimension: 'requests' }] }, 'limits[0].algorithm', 'got nothing'],
  [{ latancy: {} }, 'latancy', 'no plan has that'],
  [{ latency: { kind: 'gauss', options: {} } }, 'latency.kind', '"gauss"'],
  [{ latency: { kind: 'constant', options: { ms: 'soon' } } }, 'latency.ms', 'got "soon"'],
  [{ load: { kind: 'curve', options: { points: [] } } }, 'load.points', 'got an empty list'],
  [
    { faults: [{ id: 'f', kind: 'status', options: { status: 9 }, when: {} }] },
    'faults[0]',
    'status',
  ],
])('refuses a plan with %j', async (change, path, message) => {
  const plan = { ...(await planOf({})), ...change };
  const refusal = await readMockConfig(plan, 1).catch((error: unknown) => error);
  expect(refusal).toMatchObject({ code: 'USAGE' });
  expect((refusal as { mistakes: object[] }).mistakes).toContainEqual(
    expect.objectContaining({ path, message: expect.stringContaining(message) }),
  );
});

it.each([[null], [[]], ['x'], [5]])('refuses %j, which is no object', async (config) => {
  await expect(readMockConfig(config, 1)).rejects.toMatchObject({
    message: expect.stringMatching(/^expected an object, got /),
    hint: expect.stringContaining('GET /__mock/config'),
  });
});
