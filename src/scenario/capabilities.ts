import { providers } from '../client/providers/registry.ts';
import { BenchError } from '../core/errors.ts';
import type { Plan, StrategyPlan } from '../core/plan.ts';
import { strategies } from '../dispatch/strategies/registry.ts';

/**
 * Refuses strategies that need what the target or the scenario does not have.
 *
 * @throws {BenchError} SCENARIO_INVALID for the first of them
 */
export function assertCapabilities(plan: Pick<Plan, 'target' | 'strategies' | 'task'>): void {
  const knowing = plan.strategies.find(({ kind, options }) =>
    strategies.get(kind)?.foretells?.(options as never),
  );
  if (knowing && plan.target.kind !== 'mock') {
    throw refusal(
      knowing,
      'knows beforehand what is answered, which only a mock server can tell',
      "use the estimator 'ewma', or target: mock().",
    );
  }
  const needy = plan.strategies.find(({ kind }) => strategies.get(kind)?.needs === 'batches');
  if (!needy) return;
  const { shape, ...provider } = providers[plan.target.api];
  if (!('createBatches' in provider)) {
    throw refusal(
      needy,
      `needs a target with Message Batches; ${shape} has none`,
      `targets with batches: anthropic(), mock(). Change \`target\`, or remove "${needy.name}" from \`strategies\`.`,
    );
  }
  if (plan.task) {
    throw refusal(
      needy,
      'sends single questions; a task is several calls',
      `leave \`task\` out, or remove "${needy.name}" from \`strategies\`.`,
    );
  }
}

function refusal({ name, kind }: StrategyPlan, what: string, hint: string): BenchError {
  const message = `strategy "${name}" (${kind}) ${what}. Nothing was sent.`;
  return new BenchError('SCENARIO_INVALID', message, { hint });
}
