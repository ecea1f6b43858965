import type { z } from 'zod';
import { readFault } from '../../mock-server/faults/read-fault.ts';
import type { Mistake } from '../core/errors.ts';
import { BenchError } from '../core/errors.ts';
import type { FaultPlan } from '../core/fault-plan.ts';
import type { MockPlan } from '../core/mock-plan.ts';
import { isPlainObject } from '../scenario/check/fields.ts';
import { pathText, toMistakes } from '../scenario/check/mistakes.ts';
import { showValue } from '../scenario/check/show-value.ts';
import { latencySchema, loadSchema } from '../scenario/target/mock.ts';
import { durationSchema, tokensSchema } from '../scenario/target/mock-replies.ts';
import { planMock } from '../scenario/target/plan-mock.ts';
import { timed } from './mock-options.ts';

type Fields = Readonly<Record<string, unknown>>;

/**
 * Reads what a running mock server shall do from now on: options, as in a configuration file, or a
 * whole plan, as the server tells its own.
 *
 * @param seed of a server that is told by options
 * @throws {BenchError} USAGE with all mistakes
 */
export async function readMockConfig(config: unknown, seed: number): Promise<MockPlan> {
  if (!isPlainObject(config)) {
    throw new BenchError('USAGE', `expected an object, got ${showValue(config)}.`, { hint: HINT });
  }
  // No option is called so.
  if (!('wire' in config)) return planMock(timed(config), seed);
  const mistakes = await findMistakes(config);
  if (mistakes.length === 0) return config as unknown as MockPlan;
  throw new BenchError('USAGE', 'the mock server cannot run with this plan.', { mistakes });
}

const HINT =
  'send options of mock({ … }) as JSON, { "limits": { "rpm": 50 } }, or what GET /__mock/config tells, changed.';

async function findMistakes(config: Fields): Promise<readonly Mistake[]> {
  const { mock } = await import('../schema/mock-plan.ts');
  const parsed = mock.safeParse(config);
  if (!parsed.success) return parsed.error.issues.map((issue) => toPlanMistake(issue, config));
  const found = await Promise.all([
    ...Object.entries(VARIANTS).map(([name, schema]) => checkVariant(name, config[name], schema)),
    ...parsed.data.faults.map((fault, index) => checkFault(`faults[${index}]`, fault)),
  ]);
  return found.flat();
}

function toPlanMistake({ code, path, message, ...issue }: z.core.$ZodIssue, config: Fields) {
  if (code === 'unrecognized_keys') {
    const { keys } = issue as { keys: readonly string[] };
    return { path: pathText([...path, ...keys.slice(0, 1)]), message: 'no plan has that.' };
  }
  const got = path.reduce<unknown>((value, step) => Object(value)[step], config);
  const expected = message.replace(/^Invalid input:? ?/, '') || 'something else was expected';
  return { path: pathText(path), message: `${expected}, got ${showValue(got)}.`, hint: HINT };
}

/** Parts of a plan whose options a schema of their own knows. */
const VARIANTS: Readonly<Record<string, z.ZodType>> = {
  latency: latencySchema.optional(),
  load: loadSchema,
  rejectLatency: durationSchema,
  outputTokens: tokensSchema(1),
  thinkingTokens: tokensSchema(0).optional(),
  tokensPerEvent: tokensSchema(1).optional(),
};

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
