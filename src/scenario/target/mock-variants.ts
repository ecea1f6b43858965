import type { z } from 'zod';
import { readFault } from '../../../mock-server/faults/read-fault.ts';
import type { Mistake } from '../../core/errors.ts';
import type { FaultPlan } from '../../core/fault-plan.ts';
import type { MockPlan } from '../../core/mock-plan.ts';
import { isPlainObject } from '../check/fields.ts';
import { toMistakes } from '../check/mistakes.ts';
import { latencySchema, loadSchema } from './mock.ts';
import { durationSchema, tokensSchema } from './mock-replies.ts';

/** Parts of a plan whose options a schema of their own knows. */
const VARIANTS: Readonly<Record<string, z.ZodType>> = {
  latency: latencySchema.optional(),
  load: loadSchema,
  rejectLatency: durationSchema,
  outputTokens: tokensSchema(1),
  thinkingTokens: tokensSchema(0).optional(),
  tokensPerEvent: tokensSchema(1).optional(),
};

/** Checks the options of all variants of a plan, whose fields are all there. */
export async function checkVariants(plan: MockPlan): Promise<readonly Mistake[]> {
  const parts = Object.entries(VARIANTS) as [keyof MockPlan, z.ZodType][];
  const found = await Promise.all([
    ...parts.map(([name, schema]) => checkVariant(name, plan[name], schema)),
    ...plan.faults.map((fault, index) => checkFault(`faults[${index}]`, fault)),
  ]);
  return found.flat();
}

async function checkVariant(name: string, plan: unknown, schema: z.ZodType): Promise<Mistake[]> {
  const written = asWritten(plan);
  const parsed = await schema.safeParseAsync(written);
  if (parsed.success) return [];
  const issues = parsed.error.issues.map((issue) => ({ ...issue, path: [name, ...issue.path] }));
  return toMistakes(issues, { [name]: written });
}

function checkFault(path: string, { id, kind, options, when }: FaultPlan): readonly Mistake[] {
  try {
    readFault({ ...options, ...when, id, kind });
    return [];
  } catch (error) {
    return [{ path, message: error instanceof Error ? error.message : String(error) }];
  }
}

/** A variant as a user writes it, with its options beside its kind, and so those in its options. */
function asWritten(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(asWritten);
  if (!isPlainObject(value)) return value;
  const { kind, options } = value;
  const isVariant = typeof kind === 'string' && isPlainObject(options);
  const fields = isVariant ? { kind, ...options } : value;
  return Object.fromEntries(
    Object.entries(fields).map(([name, field]) => [name, asWritten(field)]),
  );
}
