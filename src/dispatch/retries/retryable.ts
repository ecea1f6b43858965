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

/** Answers that came but are of no use, by the option that asks for them again. */
const ANSWERS: Readonly<Record<string, readonly OutcomeKind[]>> = {
  'invalid-output': ['invalid-output'],
  truncated: ['truncated'],
  'any-answer': ['invalid-output', 'truncated'],
};

/** Whether another attempt may help. The server's own word (`x-should-retry`) wins over the kind of failure. */
export function isRetryable({ kind, shouldRetry, status }: Failure, retryOn = ''): boolean {
  if (kind === 'cancelled') return false;
  if (shouldRetry !== undefined) return shouldRetry;
  if (ANSWERS[retryOn]?.includes(kind)) return true;
  return TRANSIENT.has(kind) || (kind === 'client-error' && TRANSIENT_STATUSES.has(status));
}
