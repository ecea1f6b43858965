import type { SpendPlan } from '../../src/core/mock-plan.ts';
import type { Milliseconds } from '../../src/core/units.ts';
import type { Ask, Gate, Usage } from './gate.ts';

const MILLION = 1_000_000;

/** A budget in USD. Once it is spent, nothing passes until the server is reset. */
export class SpendGate implements Gate {
  readonly dimension = 'spend';
  readonly #plan: SpendPlan;
  #spentUsd = 0;

  constructor(plan: SpendPlan) {
    this.#plan = plan;
  }

  amount(): number {
    return this.#plan.requestUsd;
  }

  wait(): Milliseconds {
    return this.#spentUsd < this.#plan.limitUsd ? 0 : Number.POSITIVE_INFINITY;
  }

  spacing(): Milliseconds {
    return 0;
  }

  pass(): void {
    this.#spentUsd += this.#plan.requestUsd;
  }

  settle({ inputTokens }: Ask, { outputTokens }: Usage): void {
    const { inputUsd, outputUsd } = this.#plan;
    this.#spentUsd += (inputTokens * inputUsd + outputTokens * outputUsd) / MILLION;
  }
}
