import type { Item } from '../core/item.ts';
import type { Outcome } from '../core/outcome.ts';
import type { AnswerCheck } from '../core/user-code.ts';

/** Most of a refused answer that a message keeps. */
const LONGEST = 160;

/** An answer that came whole is a failure all the same when the scenario's check refuses it. */
export function checkAnswer(check: AnswerCheck, outcome: Outcome, item: Item): Outcome {
  if (outcome.kind !== 'ok') return outcome;
  const { text = '', stopReason: _, ...facts } = outcome;
  const wrong = check(text, item);
  if (wrong === undefined) return outcome;
  const quoted = JSON.stringify(text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text);
  // By name: the mock renders it only for those who ask, and a spread does not.
  const { rateLimit } = outcome;
  return {
    ...facts,
    ...(rateLimit && { rateLimit }),
    kind: 'invalid-output',
    message: `${wrong}: ${quoted}`,
  };
}
