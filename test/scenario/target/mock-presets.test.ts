import { describe, expect, it } from 'vitest';
import { createMock } from '../../../mock-server/core/mock.ts';
import type { PresetName } from '../../../mock-server/presets.ts';
import { presets } from '../../../mock-server/presets.ts';
import { onVirtualClock } from '../../helpers/virtual.ts';
import { mistakesOf, mockPlanOf } from '../scenarios.ts';

it.each(Object.keys(presets) as PresetName[])('%s is a mock that runs', async (preset) => {
  const plan = await mockPlanOf({ preset });
  await onVirtualClock(async (clock) => {
    expect(createMock(plan, { clock }).plan).toBe(plan);
  });
});

const perMinute = (plan: Awaited<ReturnType<typeof mockPlanOf>>) =>
  plan.limits.map(({ dimension, limit }) => [dimension, limit]);

// The published limits of the tiers.
it.each<[PresetName, number, number, number]>([
  ['anthropic-start', 1_000, 2_000_000, 400_000],
  ['anthropic-build', 5_000, 5_000_000, 1_000_000],
  ['anthropic-scale', 10_000, 10_000_000, 2_000_000],
  ['anthropic-fable-start', 1_000, 500_000, 100_000],
  ['anthropic-fable-build', 2_000, 1_500_000, 300_000],
  ['anthropic-fable-scale', 4_000, 4_000_000, 800_000],
  ['anthropic-tier1', 50, 30_000, 8_000],
])('%s allows %d requests, %d input and %d output tokens a minute', async (preset, ...limits) => {
  const [rpm, itpm, otpm] = limits;
  expect(perMinute(await mockPlanOf({ preset }))).toEqual([
    ['requests', rpm],
    ['input_tokens', itpm],
    ['output_tokens', otpm],
  ]);
});

describe('several sources', () => {
  it('let the later preset win, value by value within limits', async () => {
    const plan = await mockPlanOf({ preset: ['anthropic-tier1', 'rpm50-tight', 'article-curve'] });
    expect(perMinute(plan)).toEqual([
      ['requests', 50],
      ['input_tokens', 30_000],
      ['output_tokens', 8_000],
    ]);
    expect(plan.limits[0]?.burst).toBe(5);
    expect(plan.load.kind).toBe('curve');
  });

  it('let options win over presets', async () => {
    const plan = await mockPlanOf({ preset: 'rpm50-tight', limits: { rpm: 80 }, rejectLatency: 0 });
    expect(plan.limits).toMatchObject([{ limit: 80, burst: 5 }]);
    expect(plan.rejectLatency).toBe(0);
  });
});

it('knows the names and suggests the nearest', async () => {
  expect(await mistakesOf({ target: { kind: 'mock', preset: 'anthropic-tier2' } })).toEqual([
    'target.preset: unknown value "anthropic-tier2"; did you mean "anthropic-tier1"?',
    expect.stringContaining('  known: anthropic-start, '),
  ]);
});
