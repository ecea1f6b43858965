import { z } from 'zod';
import { BenchError } from '../../core/errors.ts';
import type { Workload } from '../../core/item.ts';
import type { WorkloadPlan } from '../../core/plan.ts';
import { isPlainObject } from '../check/fields.ts';
import type { Context } from '../check/leaf.ts';
import { refuse } from '../check/leaf.ts';
import { delegate, tagged } from '../check/tagged.ts';
import type { CountWorkload } from './count.ts';
import type { CsvWorkload } from './csv.ts';
import { sources } from './index.ts';
import type { JsonlWorkload } from './jsonl.ts';
import type { ListWorkload } from './list.ts';
import type { Place, Source } from './source.ts';
import type { SyntheticWorkload } from './synthetic.ts';

/** What the items are: a count with a function, a list, a file, or made-up text. */
export type WorkloadInput =
  | CountWorkload
  | ListWorkload
  | JsonlWorkload
  | CsvWorkload
  | SyntheticWorkload;

/** A workload, ready to be read, with its part of the plan. */
export interface OpenWorkload {
  readonly plan: WorkloadPlan;
  readonly workload: Workload;
}

/**
 * Checks a workload, and reads its first rows, so that a broken one is found before anything is
 * sent.
 */
export function workloadSchema(place: Place) {
  const { list: listSource, ...written } = sources;
  const list = listSource.schema(place);
  const schemas = new Map(
    Object.entries(written).map(([kind, source]) => [kind, source.schema(place)]),
  );
  const byKind = tagged(schemas, {
    noun: 'a workload',
    example: "{ count: 100, prompt: (i) => 'Say ' + i }",
  });
  return z.unknown().transform(async (value, context): Promise<OpenWorkload> => {
    const schema = Array.isArray(value) ? list : byKind;
    const source = await delegate(schema, withKind(value), context);
    return context.issues.length > 0 ? z.NEVER : open(source, context);
  });
}

/** Counts are written without a kind. */
function withKind(value: unknown): unknown {
  return isPlainObject(value) && !('kind' in value) ? { kind: 'count', ...value } : value;
}

async function open(source: Source, context: Context): Promise<OpenWorkload> {
  try {
    const found = await readFirst(source);
    const count = source.plan.count ?? (source.limit === undefined ? undefined : found);
    const items = () => source.items();
    return {
      plan: { ...source.plan, ...(count === undefined ? {} : { count }) },
      workload: { count, items },
    };
  } catch (error) {
    if (!(error instanceof BenchError)) throw error;
    refuse(context, { message: error.message, hint: error.hint });
    return z.NEVER;
  }
}

/**
 * Reads as many rows as the limit allows, or one without a limit.
 *
 * @returns the number of rows that were there
 */
async function readFirst({ plan, limit = 1, items }: Source): Promise<number> {
  let found = 0;
  for await (const _ of items()) {
    found++;
    if (found >= limit) break;
  }
  if (found > 0) return found;
  throw new BenchError('WORKLOAD_INVALID', `${plan.path ?? 'the workload'} has no rows.`);
}
