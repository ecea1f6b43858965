import { expect, it } from 'vitest';
import { planScenario } from '../../src/scenario/plan-scenario.ts';
import { mistakesOf, planOf } from './scenarios.ts';

const STREAM = { kind: 'mock', stream: true };

it('holds limits in milliseconds', async () => {
  const { plan } = await planOf({ target: STREAM, slo: { ttft: '200ms', latency: '2s' } });
  expect(plan.slo).toEqual({ ttft: 200, latency: 2_000 });
});

it('is absent from a plan without limits', async () => {
  expect((await planOf({ slo: {} })).plan).not.toHaveProperty('slo');
});

it('names every mistake', async () => {
  expect(await mistakesOf({ slo: { latencyy: '2s', call: 'soon' } })).toEqual([
    'slo.latencyy: unknown option; did you mean "latency"?',
    expect.stringContaining('known: latency, call, service'),
    'slo.call: expected a duration, got "soon".',
    expect.stringContaining('write a unit'),
  ]);
});

it('refuses the limit of a stream where nothing streams', async () => {
  expect(await mistakesOf({ slo: { ttft: 200, latency: 2_000 } })).toEqual([
    'slo.ttft: only streams have it, and the target does not stream.',
    '  set stream: true in target.',
  ]);
});

it.each([
  [['ttft:200', 'e2el:2000'], { ttft: 200, latency: 2_000 }],
  [['tpot:50ms', 'longest_stall:1s'], { inter_token_latency: 50, longest_stall: 1_000 }],
])('reads %j from the command line instead of the scenario', async (goodput, slo) => {
  const scenario = {
    target: STREAM,
    workload: ['Say hello.'],
    strategies: { one: { kind: 'sequential' } },
    slo: { call: 1 },
  };
  const { plan } = await planScenario(scenario, { file: 'x.ts', overrides: { goodput } });
  expect(plan.slo).toEqual(slo);
});
