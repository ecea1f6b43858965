import type { Exchange } from '../core/call.ts';
import type { Identity } from '../core/identify.ts';
import type { Service } from '../core/service.ts';
import type { MockRequest, ReplySink } from '../core/sink.ts';
import type { Aside } from '../truth/unserved-row.ts';
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
  const seq = service.turnAway({ ...identity, ...request }, error.status, error.outcome);
  sink.head(error.status, {
    ...commonHeaders(api, seq, id),
    'content-type': 'application/json',
    ...error.headers,
  });
  sink.end(api.errorBody(error, id));
  return ANSWERED;
}

/** Answers at once what no limit of messages is for, and leaves a row in the truth. */
export function answerAside(
  service: Service,
  api: Api,
  { what, json }: { readonly what: Aside; readonly json: string },
  request: MockRequest,
  sink: ReplySink,
): Exchange {
  const headers = noteAside(service, api, what, request);
  sink.head(200, { ...headers, 'content-type': 'application/json' });
  sink.end(json);
  return ANSWERED;
}

/** Leaves the row of such a request. @returns the headers of its reply */
export function noteAside(service: Service, api: Api, what: Aside, request: MockRequest) {
  const { method, path, body } = request;
  const identity = service.identifyAside({ ...request, body: `${method} ${path} ${body}` });
  const seq = service.serveAside({ ...identity, ...request }, what);
  return commonHeaders(api, seq, requestId(identity));
}

/** Headers that all replies carry. */
export function commonHeaders(api: Api, seq: number, id: string): Record<string, string> {
  return { ...api.headers, 'x-mock-seq': String(seq), [api.requestIdHeader]: id };
}

/** Follows from what keys the draws, so that equal runs send equal bytes. */
export function requestId(identity: Identity): string {
  return `req_${idOf(identity)}`;
}

export function idOf({ item, attempt, retries }: Identity): string {
  return `${item}_${attempt}_${retries}`;
}
