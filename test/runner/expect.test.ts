import { describe, expect, it } from 'vitest';
import type { Outcome } from '../../src/core/outcome.ts';
import { semaphore } from '../../src/dispatch/strategies/semaphore.ts';
import { createJsonCheck } from '../../src/scenario/expect/json.ts';
import { attemptsOf, runVirtually } from '../helpers/strategy-run.ts';

const JSON_ANSWER = '{"label": "positive"}';

/** Of 100 items 10 are fenced, 5 have a preamble, 5 are cut. */
function answerOf(item: number): string {
  if (item % 10 === 1) return `\`\`\`json\n${JSON_ANSWER}\n\`\`\``;
  if (item % 20 === 2) return `Sure: ${JSON_ANSWER}`;
  if (item % 20 === 3) return JSON_ANSWER.slice(0, -4);
  return JSON_ANSWER;
}

function ask(repair: 'none' | 'extract' | 'jsonrepair', maxRetries = 0) {
  const outcome = (item: number, attempt: number): Outcome => ({
    kind: 'ok',
    status: 200,
    usage: { outputTokens: 8 },
    text: attempt === 0 ? answerOf(item) : JSON_ANSWER,
  });
  return runVirtually({
    strategy: semaphore.create({ size: 10, scope: 'item' }),
    work: 100,
    outcome,
    retry: { maxRetries, retryOn: 'invalid-output' },
    check: createJsonCheck({ repair }),
  });
}

describe('100 answers that should be JSON: 10 fenced, 5 with a preamble, 5 cut', () => {
  it.each([
    ['80 pass when they must be JSON alone', 'none', 0, 80, 20],
    ['95 pass when JSON may stand in text', 'extract', 0, 95, 5],
    ['100 pass when they are repaired', 'jsonrepair', 0, 100, 0],
    ['100 pass with one retry', 'none', 1, 100, 20],
  ] as const)('%s', async (_, repair, retries, ok, invalid) => {
    const { metrics } = await ask(repair, retries);
    expect(metrics.counts).toMatchObject({ scheduled: 100, completed: ok, failed: 100 - ok });
    expect(metrics.attempts['invalid-output']).toBe(invalid);
  });

  it('keeps the beginning of a refused answer, its status and its tokens', async () => {
    const refused = attemptsOf(await ask('extract')).find(({ outcome }) => outcome !== 'ok');
    expect(refused).toMatchObject({ outcome: 'invalid-output', status: 200, output_tokens: 8 });
    expect(refused?.message).toBe('the answer is not JSON: "{\\"label\\": \\"positi"');
  });
});
