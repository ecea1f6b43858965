import type { Exchange } from '../core/call.ts';
import type { Identity } from '../core/identify.ts';
import type { Service } from '../core/service.ts';
import type { MockRequest, ReplySink } from '../core/sink.ts';
import type { Api, WireError } from './api.ts';

/** What is left of a request that is answered at once: nothing to abort. */
const ANSWERED: Exchange = { abort() {} };

/** Answers at once, outside of all limits, and leaves a row in the truth. */
export function answerError(
  service: Service,
  api: Api,
  error: WireError,
  request: MockRequest,
  sink: ReplySink,
): Exchange {
  const identity = service.identify(request);
  const id = requestId(identity);
  sink.head(error.status, {
    'x-mock-seq': String(service.turnAway({ ...identity, ...request }, error.status)),
    [api.requestIdHeader]: id,
    ...api.headers,
    'content-type': 'application/json',
    ...error.headers,
  });
  sink.end(api.errorBody(error, id));
  return ANSWERED;
}

/** Answers what costs nothing: no limit, no row. */
export function answerJson(json: string, sink: ReplySink): Exchange {
  sink.head(200, { 'content-type': 'application/json' });
  sink.end(json);
  return ANSWERED;
}

/** Follows from what keys the draws, so that equal runs send equal bytes. */
export function requestId(identity: Identity): string {
  return `req_${idOf(identity)}`;
}

export function idOf({ item, attempt, retries }: Identity): string {
  return `${item}_${attempt}_${retries}`;
}
