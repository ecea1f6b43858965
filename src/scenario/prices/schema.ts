import { readFileSync } from 'node:fs';
import { z } from 'zod';
import type { Context } from '../check/leaf.ts';
import { expected, refuse } from '../check/leaf.ts';
import { delegate } from '../check/tagged.ts';
import { findFile } from '../workload/file.ts';
import type { CheckedPrices, PriceList } from './price-list.ts';
import { priceListSchema } from './price-list.ts';

/** Prices of one's own: a list, or the path of a JSON file that holds one, relative to the scenario's folder. */
export type PricesInput = PriceList | string;

/** Checks prices of one's own. @param directory where relative paths start */
export function pricesSchema(directory: string) {
  return z.unknown().transform(async (value, context): Promise<CheckedPrices> => {
    const list = typeof value === 'string' ? readList(value, directory, context) : value;
    return list === undefined ? z.NEVER : delegate(priceListSchema, list, context);
  });
}

function readList(path: string, directory: string, context: Context): unknown {
  const refused = context.issues.length;
  const file = findFile(path, directory, context);
  if (context.issues.length > refused) return undefined;
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    refuse(context, expected('a JSON file with a price list')(file));
    return undefined;
  }
}
