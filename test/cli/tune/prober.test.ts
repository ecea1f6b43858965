import { expect, it } from 'vitest';
import { mockLost } from '../../../src/cli/mock-lost.ts';
import { settingFor } from '../../../src/cli/tune/knob.ts';
import { probe } from '../../../src/cli/tune/prober.ts';
import { createRealClock } from '../../../src/clock/real.ts';
import type { Stage } from '../../../src/runner/stage.ts';
import { aPlan } from '../../helpers/plan.ts';

const KILLED = mockLost('SIGKILL ended it');
const REFUSED = mockLost('connect ECONNREFUSED 127.0.0.1:4010');

/** Whose mock server cannot be asked any more. */
function aDeadStage(lost: AbortSignal): Stage {
  return {
    clockKind: 'real',
    lost,
    wall: () => new Date(0),
    onClock: async (_, round) => ({ value: await round(createRealClock()) }),
    open: () => Promise.reject(REFUSED),
  };
}

it.each([
  ['what ended its process, where that is known', AbortSignal.abort(KILLED), KILLED],
  ['what its connection said until then', new AbortController().signal, REFUSED],
])('says of a mock server that went away between two probes %s', async (_, lost, error) => {
  const strategy = { name: 'pool', kind: 'workers', options: { size: 2 } };
  const plan = aPlan(strategy);
  const setting = {
    plan,
    stage: aDeadStage(lost),
    code: { custom: new Map() },
    items: [],
    constraints: [],
    signal: new AbortController().signal,
    onTold() {},
    onSent() {},
  };
  const probing = probe(setting, settingFor(plan, strategy), { seed: 1, items: 10, callMean: 0 });
  await expect(probing).rejects.toBe(error);
});
