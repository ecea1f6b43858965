import { roundToMicrosecond } from '../../src/core/units.ts';
import type { Refusal } from '../core/call.ts';
import type { LimitState } from '../limits/gate.ts';
import { goDuration } from '../limits/headers/openai.ts';
import type { WireError } from './api.ts';
import { dimensionName, windowName } from './limit-text.ts';

export const ORGANIZATION = 'org-mock';

/** Short names of windows in OpenAI's texts; any other is spelled out. */
const SHORT: Readonly<Record<string, string>> = { minute: 'min', second: 'sec' };

/** The errors of OpenAI's API. */
export const openaiErrors = {
  ofStatus,
  noKey: () =>
    unauthorized(
      "You didn't provide an API key. You need to provide your API key in an Authorization " +
        'header using Bearer auth (i.e. Authorization: Bearer YOUR_KEY).',
    ),
  wrongKey: (): WireError => ({
    ...unauthorized(
      'Incorrect API key provided. You can find your API key at ' +
        'https://platform.openai.com/account/api-keys.',
    ),
    code: 'invalid_api_key',
  }),
  tooLarge: () => ofStatus(413),
  notFound: (method: string, path: string): WireError => ({
    status: 404,
    type: 'invalid_request_error',
    message: `Invalid URL (${method} ${path})`,
  }),
  unknownModel: (model: string): WireError => ({
    status: 404,
    type: 'invalid_request_error',
    message: `The model \`${model}\` does not exist or you do not have access to it.`,
    code: 'model_not_found',
  }),
  notJson: () => invalid('We could not parse the JSON body of your request.'),
  refused,
};

/** A request that the API does not understand. */
export function invalid(message: string, where: { param?: string; code?: string } = {}): WireError {
  return { status: 400, type: 'invalid_request_error', message, ...where };
}

function unauthorized(message: string): WireError {
  return { status: 401, type: 'invalid_request_error', message };
}

function ofStatus(status: number): WireError {
  if (status === 429) {
    const message = 'Rate limit reached';
    return { status, type: 'requests', message, code: 'rate_limit_exceeded' };
  }
  if (status < 500) {
    return { status, type: 'invalid_request_error', message: `Invalid request (${status})` };
  }
  return {
    status,
    type: 'server_error',
    message: 'The server had an error while processing your request. Sorry about that!',
  };
}

function refused(refusal: Refusal, model: string): WireError {
  const { status, reason, limited } = refusal;
  if (limited !== undefined) {
    const type = limited.limit.dimension === 'requests' ? 'requests' : 'tokens';
    const message = rateLimitText(limited, refusal.requested, model);
    return { status: 429, type, code: 'rate_limit_exceeded', message };
  }
  const known = WITHOUT_RATE[reason];
  return known === undefined ? ofStatus(status) : { status: 429, ...known };
}

/** What refuses besides the rate limits. */
const WITHOUT_RATE: Readonly<Record<string, Omit<WireError, 'status'>>> = {
  spend: {
    type: 'insufficient_quota',
    code: 'insufficient_quota',
    message:
      'You exceeded your current quota, please check your plan and billing details. For more ' +
      'information on this error, read the docs: ' +
      'https://platform.openai.com/docs/guides/error-codes/api-errors.',
  },
  ramp: {
    type: 'requests',
    code: 'slow_down',
    message: 'Your traffic grows too fast. Please slow down and increase it gradually.',
  },
  concurrency: {
    type: 'requests',
    code: 'rate_limit_exceeded',
    message: 'Too many requests at the same time. Please try again later.',
  },
};

/** The wait in the text follows from its own whole numbers: (used + requested - limit) / rate. */
function rateLimitText({ limit, level }: LimitState, requested: number, model: string): string {
  const used = limit.limit - level;
  const excess = used + requested - limit.limit;
  const wait = roundToMicrosecond((excess * limit.window) / limit.limit);
  const per = windowName(limit);
  const initials = `${limit.dimension === 'requests' ? 'R' : 'T'}P${per.charAt(0).toUpperCase()}`;
  return (
    `Rate limit reached for ${model} in organization ${ORGANIZATION} on ` +
    `${dimensionName(limit)} per ${SHORT[per] ?? per} (${initials}): ` +
    `Limit ${limit.limit}, Used ${used}, Requested ${requested}. Please try again in ` +
    `${goDuration(wait)}. Visit https://platform.openai.com/account/rate-limits to learn more.`
  );
}
