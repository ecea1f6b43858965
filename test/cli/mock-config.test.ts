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
  [{ latancy: {} }, 'latancy', 'unknown field; did you mean "latency"?'],
  [{ latency: { kind: 'gauss', options: {} } }, 'latency.kind', '"gauss"'],
  [{ latency: { kind: 'constant', options: { ms: 'soon' } } }, 'latency.ms', 'got "soon"'],
  [{ load: { kind: 'curve', options: { points: [] } } }, 'load.points', 'got an empty list'],
  [{ queue: { slots: 0, discipline: 'fifo', whenFull: 529 } }, 'queue.slots', 'got 0'],
  [{ retryAfter: { rule: 'factor', factor: -1 } }, 'retryAfter.factor', 'got -1'],
  [{ retryAfter: { rule: 'guess' } }, 'retryAfter', 'got an object'],
  [
    {
      limits: [{ dimension: 'requests', algorithm: 'fixed-window', limit: 5, burst: 5, window: 0 }],
    },
    'limits[0].window',
    'got 0',
  ],
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

it('refuses workers of batches without a working distribution, and names of fields with all that there are', async () => {
  const { batches, wire, ...plan } = await planOf({ batches: { workers: 8, latency: '2s' } });
  const processing = {
    kind: 'workers',
    workers: 0,
    latency: { kind: 'uniform', options: { mn: 1 } },
  };
  const worked = { ...plan, wire, batches: { ...batches, processing } };
  await expect(readMockConfig(worked, 1)).rejects.toMatchObject({
    mistakes: [
      { path: 'batches.processing.workers', message: expect.stringContaining('got 0') },
      { path: 'batches.processing.latency.mn', hint: 'known: min, max.' },
      { path: 'batches.processing.latency.min', message: expect.stringContaining('missing') },
      { path: 'batches.processing.latency.max', message: expect.stringContaining('missing') },
    ],
  });
  const other = { ...batches, processing: { kind: 'throughput', perSecond: 5, perMinute: 300 } };
  const misspelt = { ...plan, wire: { ...wire, txt: 1, pngs: 2 }, batches: other };
  await expect(readMockConfig(misspelt, 1)).rejects.toMatchObject({
    mistakes: [
      {
        path: 'wire.txt',
        message: 'unknown field; did you mean "text"?',
        hint: 'known: keys, models, workspaces, pings, maxBuffered, padding, obfuscation, text.',
      },
      { path: 'wire.pngs', message: 'unknown field; did you mean "pings"?' },
      { path: 'batches.processing.perMinute', hint: 'known: kind, perSecond.' },
    ],
  });
});

it('refuses the name of a workspace that no header can carry', async () => {
  const { wire, ...plan } = await planOf({});
  const named = { ...plan, wire: { ...wire, workspaces: { 'shop\n': ['key'] } } };
  await expect(readMockConfig(named, 1)).rejects.toMatchObject({
    mistakes: [{ path: 'wire.workspaces' }],
  });
});

it.each([[null], [[]], ['x'], [5]])('refuses %j, which is no object', async (config) => {
  await expect(readMockConfig(config, 1)).rejects.toMatchObject({
    message: expect.stringMatching(/^expected an object, got /),
    hint: expect.stringContaining('GET /__mock/config'),
  });
});
