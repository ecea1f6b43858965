import type { z } from 'zod';
import { readFault } from '../../../mock-server/faults/read-fault.ts';
import type { Mistake } from '../../core/errors.ts';
import type { FaultPlan } from '../../core/fault-plan.ts';
import type { MockPlan } from '../../core/mock-plan.ts';
import { isPlainObject } from '../check/fields.ts';
import { toMistakes } from '../check/mistakes.ts';
import { latencySchema, loadSchema } from './mock.ts';
import { workersSchema } from './mock-batches.ts';
import { queueSchema } from './mock-queue.ts';
import { durationSchema, tokensSchema } from './mock-replies.ts';
import { workspacesSchema } from './mock-workspaces.ts';

/** A part of a plan that has a schema of its own, where a user writes it. */
interface Part {
  /** Where it is in the plan. */
  readonly path: readonly string[];
  /** Absent: there is nothing to check. */
  readonly value: unknown;
  readonly schema: z.ZodType;
}

function partsOf(plan: MockPlan): readonly Part[] {
  const { processing } = plan.batches;
  const { kind, ...workers } = processing;
  return [
    { path: ['latency'], value: plan.latency, schema: latencySchema },
    { path: ['load'], value: plan.load, schema: loadSchema },
    { path: ['rejectLatency'], value: plan.rejectLatency, schema: durationSchema },
    { path: ['outputTokens'], value: plan.outputTokens, schema: tokensSchema(1) },
    { path: ['thinkingTokens'], value: plan.thinkingTokens, schema: tokensSchema(0) },
    { path: ['tokensPerEvent'], value: plan.tokensPerEvent, schema: tokensSchema(1) },
    { path: ['queue'], value: plan.queue, schema: queueSchema },
    { path: ['wire', 'workspaces'], value: plan.wire.workspaces, schema: workspacesSchema },
    {
      path: ['batches', 'processing'],
      value: kind === 'workers' ? workers : undefined,
      schema: workersSchema,
    },
  ];
}

/** Checks what the types of a plan's fields do not tell, such as the options of its variants. */
export async function checkParts(plan: MockPlan): Promise<readonly Mistake[]> {
  const found = await Promise.all([
    ...partsOf(plan).map(checkPart),
    ...plan.faults.map((fault, index) => checkFault(`faults[${index}]`, fault)),
  ]);
  return found.flat();
}

async function checkPart({ path, value, schema }: Part): Promise<Mistake[]> {
  if (value === undefined) return [];
  const written = asWritten(value);
  const parsed = await schema.safeParseAsync(written);
  if (parsed.success) return [];
  const issues = parsed.error.issues.map((issue) => ({ ...issue, path: [...path, ...issue.path] }));
  return toMistakes(
    issues,
    path.reduceRight<unknown>((inner, name) => ({ [name]: inner }), written),
  );
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
