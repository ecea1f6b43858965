import type { Mistake } from '../core/errors.ts';
import { BenchError } from '../core/errors.ts';
import type { MockPlan } from '../core/mock-plan.ts';
import { isPlainObject } from '../scenario/check/fields.ts';
import { unknownName } from '../scenario/check/leaf.ts';
import { pathText } from '../scenario/check/mistakes.ts';
import { showValue } from '../scenario/check/show-value.ts';
import { checkParts } from '../scenario/target/mock-parts.ts';
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
  const parsed = mock.safeParse(config, { error: nameFields });
  if (parsed.success) return checkParts(config as unknown as MockPlan);
  return parsed.error.issues.flatMap((issue) => toPlanMistakes(issue, config));
}

/** Says of fields that an object does not have which ones it has. */
function nameFields({ code, inst }: RawIssue): string | undefined {
  return code === 'unrecognized_keys'
    ? Object.keys(Reflect.get(inst ?? {}, 'shape') ?? {}).join()
    : undefined;
}

/** What a schema found, with the part of it that found it. */
interface RawIssue {
  readonly code?: string | undefined;
  readonly inst?: object;
}

/** What a schema says of a value. */
interface Issue {
  readonly path: readonly PropertyKey[];
  readonly message: string;
  /** Fields that it does not know. */
  readonly keys?: readonly string[];
  /** Where the value may have one of several forms: what each of them says. */
  readonly errors?: readonly (readonly Issue[])[];
}

function toPlanMistakes({ path, message, keys, errors }: Issue, config: Fields): Mistake[] {
  const form = errors?.find(isMeant);
  if (form !== undefined) {
    return form.flatMap((issue) =>
      toPlanMistakes({ ...issue, path: [...path, ...issue.path] }, config),
    );
  }
  if (keys !== undefined) {
    const known = message.split(',');
    return keys.map((key) => {
      const { message, hint = '' } = unknownName('unknown field', key, known);
      return { path: pathText([...path, key]), message, hint };
    });
  }
  const got = path.reduce<unknown>((value, step) => Object(value)[step], config);
  const expected =
    message.replace(/^Invalid input:? ?|, received .*$/g, '') || 'something else was expected';
  return [{ path: pathText(path), message: `${expected}, got ${showValue(got)}.`, hint: HINT }];
}

/** The form that a value names is the one that has nothing against the name. */
function isMeant(issues: readonly Issue[]): boolean {
  return issues.every(({ path: [first] }) => first !== undefined && !NAMES.includes(first));
}

const NAMES: readonly PropertyKey[] = ['kind', 'rule'];
