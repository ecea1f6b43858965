import { asCount, asObject, asText } from './json.ts';
import { present } from './present.ts';

/** What a provider says of a failure, in a body or in the middle of a stream. */
export interface ProviderError {
  readonly message?: string;
  /** The most specific name it gives: `enforced_spend_limit_reached`, else `rate_limit_error`. */
  readonly type?: string;
  /** An HTTP status inside the error: gateways send one when the real status was 200 already. */
  readonly status?: number;
}

/**
 * The `error` of a reply, which is an object or, from some servers, just text; `undefined` when
 * there is none.
 */
export function readError(reply: unknown): ProviderError | undefined {
  const error = asObject(reply)?.error;
  if (typeof error === 'string') return { message: error };
  const fields = asObject(error);
  if (!fields) return undefined;
  const { message, type, code, details } = fields;
  return present<ProviderError>({
    message: asText(message),
    type: asText(asObject(details)?.error_code) ?? asText(type) ?? asText(code),
    status: asCount(code),
  });
}
