import type { Workload } from '../../core/item.ts';
import type { MockPlan } from '../../core/mock-plan.ts';
import type { Plan, StrategyPlan } from '../../core/plan.ts';
import type { RunResult, StrategyResult } from '../../core/run-result.ts';
import { runPlan } from '../../runner/run-plan.ts';
import { arrivals } from '../../scenario/arrivals/registry.ts';
import { NO_AMBIENT } from '../virtual/no-ambient.ts';
import { openVirtualStage } from '../virtual/virtual-stage.ts';

/** Rounds whose mean is compared: one alone would have luck of its own. */
const ROUNDS = 5;
/** Characters of a token, as the mock counts them. */
const TOKEN = 4;

/**
 * Runs the strategies of a recorded run again, in virtual time, against a mock server. The user's own code is not in a
 * result: strategies and tasks of it are left out.
 */
export async function replay(
  recorded: RunResult,
  mock: MockPlan,
): Promise<readonly StrategyResult[]> {
  const strategies = recorded.plan.strategies.filter(isReplayable);
  if (recorded.plan.task || strategies.length === 0) return [];
  const { thresholds: _, expect: __, ...rest } = recorded.plan;
  const { api, model, stream } = rest.target;
  const plan: Plan = {
    ...rest,
    clock: 'virtual',
    seeds: Array.from({ length: ROUNDS }, (_, round) => rest.seed + round),
    target: { kind: 'mock', api, model, stream, client: 'http', freshClient: false, mock },
    strategies,
  };
  const record = await runPlan(plan, workloadOf(recorded), {
    stage: openVirtualStage(plan, false, NO_AMBIENT),
    environment: recorded.environment,
    signal: new AbortController().signal,
  });
  return record.strategies;
}

function isReplayable({ kind }: StrategyPlan): boolean {
  return kind !== 'custom' && kind !== 'batches';
}

/** As many items, of the recorded length on average, due when they were. */
function workloadOf({ plan, strategies }: RunResult): Workload {
  const [first] = strategies;
  const { load, workload } = plan;
  const count = (first?.metrics.counts.scheduled ?? 0) / Math.max(1, first?.rounds.length ?? 1);
  const tokens = first
    ? first.metrics.tokens.input / Math.max(1, first.metrics.counts.completed)
    : 1;
  const prompt = 'x'.repeat(Math.max(1, Math.round(tokens * TOKEN)));
  const definition = load && arrivals.get(load.kind);
  return {
    count,
    ...(definition && { arrivals: definition.create(load.options as never) }),
    *items() {
      for (let index = 0; index < count; index++) {
        yield { index, prompt, maxTokens: workload.maxTokens };
      }
    },
  };
}
