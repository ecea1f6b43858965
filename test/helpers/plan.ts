import type { Plan, StrategyPlan } from '../../src/core/plan.ts';
import type { Environment } from '../../src/core/run-result.ts';
import { NO_RETRY } from './strategy-run.ts';

/** A plan of 10 items against the mock, without retries or deadlines. */
export function aPlan(...strategies: StrategyPlan[]): Plan {
  return {
    scenario: 'test',
    question: 'Which one?',
    seed: 7,
    seeds: [7],
    clock: 'virtual',
    target: {
      kind: 'mock',
      api: 'anthropic',
      model: 'm',
      stream: false,
      client: 'http',
      freshClient: false,
    },
    workload: { kind: 'count', count: 10, maxTokens: 16 },
    retry: NO_RETRY,
    timeouts: {},
    strategies,
  };
}

export const anEnvironment: Environment = {
  tool: 'llm-bench 0.0.0',
  node: 'v24',
  os: 'linux',
  arch: 'x64',
  cpu: 'a cpu',
  cores: 2,
  memory_gib: 4,
};
