import type { Failure, OutcomeKind } from '../../core/outcome.ts';

/** Failures that may be gone the next time. */
const TRANSIENT: ReadonlySet<OutcomeKind> = new Set([
  'rate-limited',
  'overloaded',
  'server-error',
  'connection',
  'timeout',
]);

/** Client errors that may be gone the next time: request timeout, conflict. */
const TRANSIENT_STATUSES: ReadonlySet<number | undefined> = new Set([408, 409]);

/** What may be wrong with an answer that had begun: it has been paid for, so that another one is asked for only on demand. */
const ANSWERS: ReadonlySet<string> = new Set(['invalid-output', 'truncated', 'idle']);

/** `idle` for a stream that fell silent. */
function answerKind(failure: Failure): string {
  return failure.kind === 'timeout' && failure.stage === 'idle' ? 'idle' : failure.kind;
}

/** Whether another attempt may help. The server's own word (`x-should-retry`) wins over the kind of failure. */
export function isRetryable(failure: Failure, retryOn = ''): boolean {
  const { kind, shouldRetry, status } = failure;
  if (kind === 'cancelled') return false;
  if (shouldRetry !== undefined) return shouldRetry;
  const answer = answerKind(failure);
  if (ANSWERS.has(answer)) return retryOn === answer || retryOn === 'any-answer';
  return TRANSIENT.has(kind) || (kind === 'client-error' && TRANSIENT_STATUSES.has(status));
}
