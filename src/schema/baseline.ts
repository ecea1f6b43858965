import { z } from 'zod';
import type { Baseline } from '../core/baseline.ts';
import { BenchError } from '../core/errors.ts';
import { environment } from './run-result.ts';
import { count, text } from './units.ts';

const values = z.array(z.number().nullable());

const strategy = z.strictObject({
  items: count('Items of one round'),
  per_round: z.record(z.string(), values),
  merged: z.record(z.string(), z.number().nullable()),
  exact: z.record(z.string(), z.union([z.number(), z.string()])),
});

const baselineSchema = z.strictObject({
  schemaVersion: z.literal(1),
  kind: z.literal('baseline'),
  scenario: text('Name of the scenario'),
  started_at: text('Wall time, RFC 3339'),
  plan_hash: text('Of everything that makes the question'),
  clock: z.enum(['real', 'virtual']),
  target: z.enum(['mock', 'api']),
  seeds: z.array(z.int()),
  machine: environment,
  strategies: z.record(z.string(), strategy),
  noise: z.record(z.string(), z.number()).exactOptional(),
}) satisfies z.ZodType<Baseline>;

/**
 * Checks a baseline that was read from a file.
 *
 * @throws {BenchError} RESULT_INVALID with the first thing that is wrong
 */
export function parseBaseline(value: unknown, file: string): Baseline {
  const parsed = baselineSchema.safeParse(value);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new BenchError(
    'RESULT_INVALID',
    `${file} is no baseline of this version: ${issue?.path.join('.') || 'it'}: ${issue?.message}.`,
    { hint: 'store it again: bench run SCENARIO --save-baseline NAME.' },
  );
}
