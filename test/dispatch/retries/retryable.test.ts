import { expect, it } from 'vitest';
import type { Failure } from '../../../src/core/outcome.ts';
import { isRetryable } from '../../../src/dispatch/retries/retryable.ts';

function failure(kind: Failure['kind'], facts: Partial<Failure> = {}): Failure {
  return kind === 'timeout'
    ? { message: 'late', stage: 'total', ...facts, kind }
    : { message: 'no', ...facts, kind };
}

it.each([
  ['rate-limited', 429, true],
  ['overloaded', 529, true],
  ['server-error', 500, true],
  ['connection', undefined, true],
  ['timeout', undefined, true],
  ['client-error', 408, true],
  ['client-error', 409, true],
  ['client-error', 400, false],
  ['client-error', 401, false],
  ['client-error', 404, false],
  ['client-error', undefined, false],
  ['truncated', 200, false],
  ['invalid-output', 200, false],
  ['cancelled', undefined, false],
] as const)('%s with status %s: another attempt may help = %s', (kind, status, may) => {
  expect(isRetryable(failure(kind, status === undefined ? {} : { status }))).toBe(may);
});

it.each(['connect', 'headers', 'first-token', 'total'] as const)(
  'a timeout of stage %s may be gone the next time',
  (stage) => {
    expect(isRetryable({ kind: 'timeout', stage, message: 'late' })).toBe(true);
  },
);

it.each([
  [undefined, false],
  ['truncated', false],
  ['idle', true],
  ['any-answer', true],
])('a stream that fell silent is asked for again with retryOn %s: %s', (retryOn, may) => {
  expect(isRetryable({ kind: 'timeout', stage: 'idle', message: 'late' }, retryOn)).toBe(may);
});

it.each([
  ['rate-limited', false, false],
  ['server-error', false, false],
  ['client-error', true, true],
  ['truncated', true, true],
  ['cancelled', true, false],
] as const)("%s and the server's word %s: %s", (kind, shouldRetry, may) => {
  expect(isRetryable(failure(kind, { shouldRetry }))).toBe(may);
});
