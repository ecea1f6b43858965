import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { planScenario } from '../../../src/scenario/plan-scenario.ts';
import { temporaryFolder } from '../temporary-folder.ts';

const profile = {
  schemaVersion: 1,
  kind: 'profile',
  options: {
    latency: { kind: 'lognormal', median: 900, sigma: 0.2 },
    limits: { rpm: 60, burst: 7 },
  },
};

/** Plans a scenario whose mock has these options, in a folder with a profile. */
async function planned(options: object, text = JSON.stringify(profile)) {
  using folder = temporaryFolder({ 'api.json': text });
  const scenario = {
    target: { kind: 'mock', ...options },
    workload: { count: 1, prompt: () => 'x' },
    strategies: { one: { kind: 'sequential' } },
  };
  return (await planScenario(scenario, { file: join(folder.path, 's.ts') })).plan.target.mock;
}

describe('mock({ profile })', () => {
  it('takes its options from the file, which lies beside the scenario', async () => {
    const mock = await planned({ profile: 'api.json' });
    expect(mock?.latency).toMatchObject({ kind: 'lognormal', options: { median: 900 } });
    expect(mock?.limits).toMatchObject([{ dimension: 'requests', limit: 60, burst: 7 }]);
  });

  it('lies over presets and under what the scenario says', async () => {
    const mock = await planned({ preset: 'rpm50', profile: 'api.json', limits: { rpm: 30 } });
    expect(mock?.limits).toMatchObject([{ limit: 30, burst: 7 }]);
    // Of the preset, because the profile says nothing of it.
    expect(mock?.rejectLatency).toBe(150);
  });

  it.each([
    [{ profile: 'apl.json' }, /there is no file .*apl\.json; did you mean "api\.json"\?/],
    [{ profile: 7 }, /expected the path of a file, got 7/],
  ])('refuses %j', async (options, message) => {
    await expect(planned(options)).rejects.toMatchObject({
      mistakes: [{ path: 'target.profile', message: expect.stringMatching(message) }],
    });
  });

  it.each(['no JSON', '{}', JSON.stringify({ ...profile, schemaVersion: 2 })])(
    'refuses a file with %s',
    async (text) => {
      await expect(planned({ profile: 'api.json' }, text)).rejects.toMatchObject({
        mistakes: [{ path: 'target.profile', message: expect.stringContaining('is no profile') }],
      });
    },
  );
});
