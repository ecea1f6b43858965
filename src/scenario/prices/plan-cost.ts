import type { OptionSpec } from '../../core/option.ts';
import type { Plan } from '../../core/plan.ts';
import type { Context } from '../check/leaf.ts';
import { refuse } from '../check/leaf.ts';
import { findPrice } from './find-price.ts';
import type { CheckedPrices } from './price-list.ts';

export const maxCostOption = {
  type: 'number',
  min: 0,
  summary: 'what the whole run may cost, in US dollars',
  hint: 'US dollars: maxCost: 2.5.',
} as const satisfies OptionSpec;

/** What a scenario says of money. */
export interface Costs {
  readonly prices?: CheckedPrices;
  readonly maxCost?: number;
}

/** What a plan holds of money. A cap on what nobody knows the price of would never be reached. */
export function planCost(
  { model }: Plan['target'],
  { prices, maxCost }: Costs,
  context: Context,
): Pick<Plan, 'price' | 'maxCostUsd'> {
  const price = findPrice(model, prices);
  if (maxCost !== undefined && !price) {
    const message = `cannot be kept: the price of "${model}" is not known.`;
    const hint = `name it: prices: { date: '2026-10-24', models: { '${model}': { input: 1, output: 5 } } }, in US dollars a million tokens.`;
    refuse(context, { message, hint }, ['maxCost']);
  }
  return { ...(price && { price }), ...(maxCost !== undefined && { maxCostUsd: maxCost }) };
}
