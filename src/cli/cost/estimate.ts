import type { Item, Workload } from '../../core/item.ts';
import type { Plan } from '../../core/plan.ts';
import type { PricePlan } from '../../core/price.ts';
import { batchPrice, microUsdOf } from '../../core/price.ts';
import { estimateTokens } from '../../dispatch/limits/token-estimate.ts';

/** Items that are read to know what the others are like. */
const LOOKED_AT = 1_000;

/** What a run is expected to send, before anything is sent. */
export interface CostEstimate {
  /** First attempts of all items, in all rounds and strategies; absent when nobody knows how many items there are. */
  readonly requests?: number;
  /** What these cost when every answer is as long as it may be, in US dollars; absent when the price is not known. */
  readonly usd?: number;
}

/**
 * Expects a token for four characters of a question, and answers of `maxTokens`. Retries and copies come on top; refused
 * requests are free as a rule.
 */
export async function estimateCost(plan: Plan, workload: Workload): Promise<CostEstimate> {
  const { count } = workload;
  if (count === undefined) return {};
  const rounds = roundsOf(plan);
  const requests = count * rounds * plan.strategies.length;
  const { price } = plan;
  if (!price) return { requests };
  const looked: Item[] = [];
  for await (const item of workload.items()) {
    looked.push(item);
    if (looked.length === LOOKED_AT) break;
  }
  const perStrategy = plan.strategies.map(({ kind }) =>
    meanMicroUsd(kind === 'batches' ? batchPrice(price) : price, looked),
  );
  const perItem = perStrategy.reduce((sum, each) => sum + each, 0);
  return { requests, usd: (perItem * count * rounds) / 1e6 };
}

/** On the real clock a first round of each strategy is thrown away where there are several. */
function roundsOf({ seeds }: Plan): number {
  return seeds.length > 1 ? seeds.length + 1 : 1;
}

function meanMicroUsd(price: PricePlan, items: readonly Item[]): number {
  if (items.length === 0) return 0;
  const sum = items.reduce((total, item) => {
    const { input, output } = estimateTokens(item);
    return total + (microUsdOf(price, { input_tokens: input, output_tokens: output }) ?? 0);
  }, 0);
  return sum / items.length;
}
