import type { Failure, Outcome, Usage } from '../../core/outcome.ts';
import { oneLine } from '../one-line.ts';
import { present } from '../present.ts';

/** The whole answer came. */
export function answered(
  text: string | undefined,
  stopReason: string | undefined,
  usage: Usage,
): Outcome {
  return present<Extract<Outcome, { kind: 'ok' }>>({ kind: 'ok', text, stopReason, usage });
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
