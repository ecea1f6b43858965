import type { Mistake } from '../core/errors.ts';
import { BenchError } from '../core/errors.ts';
import type { MockPlan } from '../core/mock-plan.ts';
import { isPlainObject } from '../scenario/check/fields.ts';
import { pathText } from '../scenario/check/mistakes.ts';
import { showValue } from '../scenario/check/show-value.ts';
import { checkVariants } from '../scenario/target/mock-variants.ts';
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
  return checkVariants(config as unknown as MockPlan);
}

/** What a schema says of a value. */
interface Issue {
  readonly path: readonly PropertyKey[];
  readonly message: string;
  /** Of fields that it does not know. */
  readonly keys?: readonly string[];
}

function toPlanMistake({ path, message, keys }: Issue, config: Fields): Mistake {
  const [unknown] = keys ?? [];
  if (unknown !== undefined) {
    return { path: pathText([...path, unknown]), message: 'no plan has that.' };
  }
  const got = path.reduce<unknown>((value, step) => Object(value)[step], config);
  const expected =
    message.replace(/^Invalid input:? ?|, received .*$/g, '') || 'something else was expected';
  return { path: pathText(path), message: `${expected}, got ${showValue(got)}.`, hint: HINT };
}
