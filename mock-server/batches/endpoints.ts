import { answerAside, answerError, noteAside } from '../api/answer.ts';
import { anthropicErrors, invalid } from '../api/anthropic-errors.ts';
import type { Api, JsonObject, WireError } from '../api/api.ts';
import { parseObject } from '../api/messages.ts';
import type { Exchange } from '../core/call.ts';
import type { Service } from '../core/service.ts';
import type { MockRequest, ReplySink } from '../core/sink.ts';
import { Batch } from './batch.ts';
import { describeBatch, isArchived } from './describe.ts';
import { listPage } from './list-page.ts';
import { readRequests } from './read-requests.ts';
import { readParams } from './results.ts';
import { streamResults } from './stream-results.ts';

const ROOT = '/v1/messages/batches';

/** What an endpoint answers: a body, an error, or a batch whose results are sent bit by bit. */
type Answer = object | WireError | Batch;

type OfOne = (service: Service, batch: Batch, request: MockRequest) => Answer;

/** What can be done with one batch, by method and what follows its id. */
const OF_ONE: ReadonlyMap<string, OfOne> = new Map<string, OfOne>([
  ['GET ', retrieve],
  ['POST /cancel', cancel],
  ['DELETE ', remove],
  ['GET /results', results],
]);

/** Whether a path belongs to the batches. */
export function isBatchPath(path: string): boolean {
  return path === ROOT || path.startsWith(`${ROOT}/`);
}

/** Answers a call of the batch endpoints. They have their own limit. */
export function handleBatches(
  service: Service,
  api: Api,
  request: MockRequest,
  sink: ReplySink,
): Exchange {
  const answer = refuse(service, request) ?? answerOf(service, request);
  if (isError(answer)) return answerError(service, api, answer, request, sink);
  if (!(answer instanceof Batch)) {
    const json = JSON.stringify(answer);
    return answerAside(service, api, { what: 'batches', json }, request, sink);
  }
  const headers = noteAside(service, api, 'batches', request);
  return streamResults(service, answer, headers, sink);
}

function refuse({ batches }: Service, { headers }: MockRequest): WireError | undefined {
  if (headers['anthropic-version'] === undefined) {
    return invalid('anthropic-version: header is required');
  }
  const wait = batches.book();
  if (wait === 0) return undefined;
  const retryAfter = String(Math.ceil(wait / 1_000));
  return {
    ...anthropicErrors.ofStatus(429),
    headers: { 'retry-after': retryAfter },
    outcome: 'limited:batches',
  };
}

function answerOf(service: Service, request: MockRequest): Answer {
  const { method, path } = request;
  if (path === ROOT && method === 'POST') return create(service, request);
  if (path === ROOT && method === 'GET') return list(service, request);
  const [, id = '', rest = ''] = /^\/([^/]+)(.*)$/.exec(path.slice(ROOT.length)) ?? [];
  const endpoint = OF_ONE.get(`${method} ${rest}`);
  if (endpoint === undefined) return anthropicErrors.notFound(method, path);
  const batch = service.batches.find(id);
  if (batch === undefined) return notFound(`No message batch with id ${id}`);
  return endpoint(service, batch, request);
}

function create(service: Service, { body, origin }: MockRequest): Answer {
  const { batches } = service;
  const parsed = parseObject(body);
  const requests = parsed === undefined ? anthropicErrors.notJson() : readRequests(parsed);
  if (isError(requests)) return requests;
  if (!batches.hasRoomFor(requests.length)) {
    const message = 'This batch would exceed the number of requests in the processing queue.';
    return { ...anthropicErrors.ofStatus(429), message, outcome: 'limited:batches' };
  }
  const batch = batches.create(requests, (one) => !isError(readParams(service, one)));
  return describeBatch(batch, 0, origin);
}

function list({ batches }: Service, { query, origin }: MockRequest): Answer {
  const page = listPage(batches.list(), new URLSearchParams(query));
  if (isError(page)) return page;
  const describe = (batch: Batch) => describeBatch(batch, batches.age(batch), origin);
  return { ...page, data: page.data.map(describe) };
}

function retrieve({ batches }: Service, batch: Batch, { origin }: MockRequest): Answer {
  return describeBatch(batch, batches.age(batch), origin);
}

function cancel({ batches }: Service, batch: Batch, { origin }: MockRequest): Answer {
  const age = batches.age(batch);
  if (batch.status(age) === 'ended') {
    return invalid(`Batch ${batch.id} has ended and cannot be canceled.`);
  }
  batch.cancel(age);
  return describeBatch(batch, age, origin);
}

function remove({ batches }: Service, batch: Batch): Answer {
  if (batch.status(batches.age(batch)) !== 'ended') {
    return invalid(`Batch ${batch.id} cannot be deleted before it has ended; cancel it first.`);
  }
  batches.delete(batch);
  return { id: batch.id, type: 'message_batch_deleted' };
}

function results(service: Service, batch: Batch): Answer {
  const age = service.batches.age(batch);
  if (batch.status(age) !== 'ended') return notFound(`Batch ${batch.id} has no results yet.`);
  if (isArchived(age)) return notFound(`The results of batch ${batch.id} are archived.`);
  return batch;
}

function notFound(message: string): WireError {
  return { ...anthropicErrors.ofStatus(404), message };
}

function isError(answer: object | readonly unknown[]): answer is WireError {
  return 'status' in answer && typeof (answer as JsonObject).status === 'number';
}
