import { z } from 'zod';
import type { Arrivals } from '../../core/arrivals.ts';
import { BenchError } from '../../core/errors.ts';
import type { VariantPlan } from '../../core/plan.ts';
import type { Context } from '../check/leaf.ts';
import { refuse } from '../check/leaf.ts';
import { variantSchema } from '../check/options.ts';
import { findFile } from '../workload/file.ts';
import { arrivals } from './registry.ts';

/** An open load, ready to be asked for times, with its part of the plan. */
export interface OpenLoad {
  readonly plan: VariantPlan;
  readonly arrivals: Arrivals;
}

/** Checks a load, and reads its trace, so that a broken one is found before anything is sent. */
export function loadSchema(directory: string) {
  return variantSchema(arrivals, {
    noun: 'an open load',
    example: 'poisson({ perSecond: 10 })',
  }).transform((plan, context): OpenLoad => {
    try {
      return open(plan, directory, context);
    } catch (error) {
      if (!(error instanceof BenchError)) throw error;
      refuse(context, error);
      return z.NEVER;
    }
  });
}

function open({ kind, options }: VariantPlan, directory: string, context: Context): OpenLoad {
  const definition = arrivals.get(kind);
  if (!definition) throw new Error(`no load of kind "${kind}"`);
  const found = Object.entries(options).map(([name, value]) => {
    const isFile = definition.options[name]?.type === 'file';
    return [name, isFile ? findFile(String(value), directory, context, [name]) : value];
  });
  if (context.issues.length > 0) return z.NEVER;
  const plan = { kind, options: Object.fromEntries(found) };
  return { plan, arrivals: definition.create(plan.options as never) };
}
