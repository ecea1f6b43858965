import { expect, it } from 'vitest';
import { BenchError } from '../../src/core/errors.ts';
import { runPair } from '../../src/runner/run-pair.ts';
import { PlanRun } from '../../src/runner/run-plan.ts';
import { anEnvironment, aPlan } from '../helpers/plan.ts';
import { aWorkload } from '../helpers/strategy-run.ts';
import { aVirtualStage } from '../helpers/virtual-stage.ts';

const SEEDS = [7, 8, 9, 10];
const one = { name: 'one', kind: 'sequential', options: {} };

/** A run of 10 items, whose server is gone when this round is to begin; the first one is thrown away. */
function aRun(goneAt = Number.POSITIVE_INFINITY) {
  let round = 0;
  const lost = new BenchError('MOCK_LOST', 'the mock server went away.');
  const { stage, opened } = aVirtualStage({
    clockKind: 'real',
    onOpen: () => (round++ >= goneAt ? Promise.reject(lost) : undefined),
  });
  const dependencies = { stage, environment: anEnvironment, signal: new AbortController().signal };
  const run = new PlanRun({ ...aPlan(one), seeds: SEEDS }, aWorkload(10), dependencies);
  return { run, opened };
}

const setting = { looks: [4], decided: () => false, onRound() {} };

it('lets both run as many rounds, and one that is thrown away', async () => {
  const [a, b] = [aRun(), aRun()];
  await runPair(a.run, b.run, setting);
  const seeds = [7, ...SEEDS].map((seed) => [seed, 1]);
  expect([a.opened, b.opened]).toEqual([seeds, seeds]);
});

it('ends for both when the mock server of one went away', async () => {
  const [a, b] = [aRun(2), aRun()];
  await runPair(a.run, b.run, setting);
  expect(a.opened).toHaveLength(2);
  expect(b.opened.length).toBeLessThanOrEqual(3);
  expect(a.run.record().warnings).toMatchObject([{ code: 'mock-lost' }]);
});
