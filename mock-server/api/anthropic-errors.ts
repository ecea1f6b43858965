import type { Refusal } from '../core/call.ts';
import type { LimitState } from '../limits/gate.ts';
import type { WireError } from './api.ts';
import { limitText } from './limit-text.ts';

export const ORGANIZATION = '00000000-0000-4000-8000-000000000000';

/** Type and message of each documented status. */
const BY_STATUS: Readonly<Record<number, readonly [type: string, message: string]>> = {
  400: ['invalid_request_error', 'Invalid request'],
  401: ['authentication_error', 'invalid x-api-key'],
  402: ['billing_error', 'Your credit balance is too low'],
  403: ['permission_error', 'Your API key does not have permission to use this resource'],
  404: ['not_found_error', 'Not found'],
  409: ['conflict_error', 'Conflict'],
  413: ['request_too_large', 'Request exceeds the maximum allowed number of bytes.'],
  429: ['rate_limit_error', 'Rate limited'],
  500: ['api_error', 'Internal server error'],
  504: ['timeout_error', 'Request timed out'],
  529: ['overloaded_error', 'Overloaded'],
};

function ofStatus(status: number): WireError {
  const kind = BY_STATUS[status] ?? BY_STATUS[status < 500 ? 400 : 500];
  const [type, message] = kind ?? ['api_error', 'Internal server error'];
  return { status, type, message };
}

/** The errors of Anthropic's API. */
export const anthropicErrors = {
  ofStatus,
  noKey: (): WireError => ({ ...ofStatus(401), message: 'x-api-key header is required' }),
  wrongKey: () => ofStatus(401),
  unawarePage: (): WireError => ({
    ...ofStatus(401),
    message: "CORS requests must set 'anthropic-dangerous-direct-browser-access' header",
  }),
  tooLarge: () => ofStatus(413),
  notFound: (_method: string, path: string): WireError => ({
    ...ofStatus(404),
    message: `Not found: ${path}`,
  }),
  unknownModel: (model: string): WireError => ({ ...ofStatus(404), message: `model: ${model}` }),
  notJson: () => invalid('The request body is not valid JSON: expected an object'),
  refused,
};

/** An error as it stands in a body, in a stream and in the result of a batch. */
export function errorEnvelope({ type, message, errorCode }: WireError, requestId: string) {
  const details = errorCode === undefined ? {} : { details: { error_code: errorCode } };
  return { type: 'error', error: { type, message, ...details }, request_id: requestId };
}

/** A request that the API does not understand. */
export function invalid(message: string): WireError {
  return { status: 400, type: 'invalid_request_error', message };
}

function refused(refusal: Refusal, model: string): WireError {
  const { status, reason, limited } = refusal;
  if (limited !== undefined) return rateLimited(limited, model);
  const known = WITHOUT_RATE[reason];
  return known === undefined ? ofStatus(status) : { ...ofStatus(429), ...known };
}

/** What refuses besides the rate limits. The texts of the first two are not published. */
const WITHOUT_RATE: Readonly<Record<string, Pick<WireError, 'message' | 'errorCode'>>> = {
  spend: {
    message: 'Your organization has reached its enforced spend limit.',
    errorCode: 'enforced_spend_limit_reached',
  },
  ramp: {
    message: 'Your usage grows too fast. Please retry after the time in the retry-after header.',
    errorCode: 'ramp_limit_exceeded',
  },
  concurrency: {
    message:
      'Number of concurrent connections has exceeded your rate limit. Please try again later or ' +
      'contact sales at https://www.anthropic.com/contact-sales to discuss your options for a ' +
      'rate limit increase.',
  },
};

function rateLimited({ limit }: LimitState, model: string): WireError {
  return {
    ...ofStatus(429),
    message:
      `This request would exceed your organization's rate limit of ${limitText(limit)} ` +
      `(org: ${ORGANIZATION}, model: ${model}). For details, refer to: ` +
      'https://docs.claude.com/en/api/rate-limits. You can see the response headers for ' +
      'current usage. Please reduce the prompt length or the maximum tokens requested, or try again ' +
      'later.',
  };
}
