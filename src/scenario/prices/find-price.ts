import type { PricePlan, TokenPrices } from '../../core/price.ts';
import type { CheckedPrices } from './price-list.ts';
import { priceListSchema } from './price-list.ts';
import builtIn from './prices.json' with { type: 'json' };

type Model = CheckedPrices['models'][string];

let known: CheckedPrices | undefined;

/** The prices that the package brings along. They are checked like a user's own. */
export function listedPrices(): CheckedPrices {
  known ??= priceListSchema.parse(builtIn);
  return known;
}

/**
 * The price of a model, from the user's list if it stands there, else from the one that the package brings along. A model is
 * found by its id, with or without the date at its end; nothing is guessed from a similar name.
 *
 * @returns `undefined` when no list has it
 */
export function findPrice(model: string, own: CheckedPrices | undefined): PricePlan | undefined {
  const listed = listedPrices();
  for (const { date, models } of own ? [own, listed] : [listed]) {
    const price = models[model] ?? models[withoutDate(model)];
    if (price) return toPlan(price, date);
  }
  return undefined;
}

/** `claude-haiku-4-5-20251001` and `claude-haiku-4-5-latest` are the model `claude-haiku-4-5`. */
function withoutDate(model: string): string {
  return model.replace(/-(?:\d{8}|\d{4}-\d{2}-\d{2}|latest)$/, '');
}

function toPlan({ date, batch, long, ...price }: Model, listDate: string): PricePlan {
  return {
    ...perToken(price),
    date: date ?? listDate,
    batchFactor: batch,
    ...(long && { long: { ...perToken(long), aboveInputTokens: long.above } }),
  };
}

function perToken({
  input,
  output,
  cacheWrite = input,
  cacheRead = input,
}: Pick<Model, 'input' | 'output' | 'cacheWrite' | 'cacheRead'>): TokenPrices {
  return {
    inputUsd: input,
    outputUsd: output,
    cacheWriteUsd: cacheWrite,
    cacheReadUsd: cacheRead,
  };
}
