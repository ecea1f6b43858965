import { BenchError } from '../../core/errors.ts';
import type { MockPlan } from '../../core/mock-plan.ts';
import { toMistakes } from '../check/mistakes.ts';
import { mockSchema } from './mock.ts';

/**
 * Checks the options of a mock server that runs by itself, as a scenario's `mock({ … })` would be.
 *
 * @throws {BenchError} USAGE with all mistakes
 */
export async function planMock(options: Record<string, unknown>, seed: number): Promise<MockPlan> {
  const parsed = await mockSchema(seed, '.').safeParseAsync(options);
  if (!parsed.success) {
    const mistakes = toMistakes(parsed.error.issues, options);
    throw new BenchError('USAGE', 'the mock server cannot run with these options.', { mistakes });
  }
  if (!parsed.data.mock) throw new Error('a mock target holds the plan of its mock');
  return parsed.data.mock;
}
