import type { Failure } from '../core/outcome.ts';
import type { Headers } from '../core/wire.ts';
import { parseJson } from './json.ts';
import { oneLine } from './one-line.ts';
import { present } from './present.ts';
import type { ProviderError } from './provider-error.ts';
import { readError } from './provider-error.ts';
import { readRetryAfter } from './retry-after.ts';

type FailureKind = Exclude<Failure['kind'], 'timeout'>;
type NamedFailure = Extract<Failure, { kind: FailureKind }>;

/** Error types that a stream may end with. One that is not listed is taken for a server error. */
const KINDS: Readonly<Record<string, FailureKind>> = {
  rate_limit_error: 'rate-limited',
  rate_limit_exceeded: 'rate-limited',
  enforced_spend_limit_reached: 'rate-limited',
  ramp_limit_exceeded: 'rate-limited',
  insufficient_quota: 'rate-limited',
  overloaded_error: 'overloaded',
  invalid_request_error: 'client-error',
  authentication_error: 'client-error',
  billing_error: 'client-error',
  permission_error: 'client-error',
  not_found_error: 'client-error',
  conflict_error: 'client-error',
  request_too_large: 'client-error',
};

/** Limits of money, not of rate: they look like rate limits, but another attempt never helps. */
const HOPELESS: ReadonlySet<string | undefined> = new Set([
  'enforced_spend_limit_reached',
  'insufficient_quota',
]);

/**
 * What a reply with an error status means: 429 rate-limited, 529 overloaded, other 5xx
 * server-error, anything else client-error. Its message is the provider's own, or else the
 * beginning of the body.
 */
export function failureOfReply(
  status: number,
  headers: Headers,
  body: string,
  wall: () => Date,
): Failure {
  const error = readError(parseJson(body));
  return present<NamedFailure>({
    kind: kindOfStatus(status),
    status,
    requestId: readRequestId(headers),
    message: oneLine(error?.message ?? body) || `HTTP ${status}`,
    errorType: error?.type,
    retryAfter: readRetryAfter(headers, wall),
    shouldRetry: readShouldRetry(headers) ?? advice(error),
  });
}

/** What an error means that came under status 200: within a stream, or as the whole body. */
export function failureWithin(error: ProviderError): Failure {
  const { status, type, message } = error;
  const known = status !== undefined && status >= 400;
  return present<NamedFailure>({
    kind: known ? kindOfStatus(status) : (KINDS[type ?? ''] ?? 'server-error'),
    message: oneLine(message ?? '') || 'an error without a message',
    errorType: type,
    shouldRetry: advice(error),
  });
}

/** Our request's name in the provider's logs. */
export function readRequestId(headers: Headers): string | undefined {
  return headers['request-id'] ?? headers['x-request-id'];
}

function kindOfStatus(status: number): FailureKind {
  if (status === 429) return 'rate-limited';
  if (status === 529) return 'overloaded';
  return status >= 500 ? 'server-error' : 'client-error';
}

function readShouldRetry(headers: Headers): boolean | undefined {
  const word = headers['x-should-retry'];
  return word === 'true' || word === 'false' ? word === 'true' : undefined;
}

function advice(error: ProviderError | undefined): false | undefined {
  return HOPELESS.has(error?.type) ? false : undefined;
}
