import { expect, it } from 'vitest';
import { differencesAmong, planDifferences } from '../../../src/analyze/compare/settings.ts';
import { aRun, aStrategy } from '../../helpers/a-run.ts';

const pool = (size: number) => ({ name: 'pool', kind: 'workers', options: { size } });

/** A run with these strategies, all else alike. */
function planned(...strategies: readonly ReturnType<typeof pool>[]) {
  const run = aRun([aStrategy()]);
  const [first] = run.plan.strategies;
  if (!first) throw new Error('the run has no strategy');
  return {
    ...run,
    plan: { ...run.plan, strategies: strategies.map((strategy) => ({ ...first, ...strategy })) },
  };
}

it("tells of each run its own value, and nothing of another's", () => {
  expect(differencesAmong([planned(pool(5)), planned(pool(5)), planned(pool(9))])).toEqual([
    { kind: 'scenario', path: 'strategies.pool.options.size', values: ['5', '5', '9'] },
  ]);
});

it('tells what one run lacks as a whole, once', () => {
  const found = differencesAmong([planned(pool(5)), planned(), planned(pool(9))]);
  expect(found.map(({ path }) => path)).toEqual(['strategies.pool']);
  const [five, none, nine] = found[0]?.values ?? [];
  expect(JSON.parse(five ?? '{}')).toMatchObject({ options: { size: 5 } });
  expect(none).toBeUndefined();
  expect(JSON.parse(nine ?? '{}')).toMatchObject({ options: { size: 9 } });
});

it('leaves out the side that has nothing', () => {
  const [a, b] = [planned(), planned(pool(5))];
  const [only, ...others] = planDifferences(a.plan, b.plan);
  expect(others).toEqual([]);
  expect(only).toMatchObject({ kind: 'scenario', path: 'strategies.pool' });
  expect(only).not.toHaveProperty('a');
});
