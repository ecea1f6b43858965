import type { Failure, Outcome, Usage } from '../../core/outcome.ts';
import { oneLine } from '../one-line.ts';

type Ok = Extract<Outcome, { kind: 'ok' }>;
type Answer = { -readonly [K in keyof Ok]: Ok[K] };

/** The whole answer came. */
export function answered(
  text: string | undefined,
  stopReason: string | undefined,
  usage: Usage,
): Outcome {
  const outcome: Answer = { kind: 'ok', usage };
  if (text !== undefined) outcome.text = text;
  if (stopReason !== undefined) outcome.stopReason = stopReason;
  return outcome;
}

type Counted = { -readonly [K in keyof Usage]: Usage[K] };

/** The counts that were told. Field by field, because this is done for every reply. */
export function told(counts: { [K in keyof Usage]-?: number | undefined }): Usage {
  const { inputTokens, cacheWriteTokens, cacheReadTokens, outputTokens } = counts;
  const usage: Counted = {};
  if (inputTokens !== undefined) usage.inputTokens = inputTokens;
  if (cacheWriteTokens !== undefined) usage.cacheWriteTokens = cacheWriteTokens;
  if (cacheReadTokens !== undefined) usage.cacheReadTokens = cacheReadTokens;
  if (outputTokens !== undefined) usage.outputTokens = outputTokens;
  return usage;
}

/** The stream ended without the protocol's end mark: the answer may be cut anywhere. */
export function endedEarly(missing: string): Failure {
  return { kind: 'truncated', message: `the stream ended without ${missing}` };
}

/** What came is not what the API promises. */
export function unreadable(expected: string, got: string): Failure {
  return {
    kind: 'invalid-output',
    message: oneLine(`expected ${expected}, got ${got || 'nothing'}`),
  };
}
