import { handleBatches, isBatchPath } from '../batches/endpoints.ts';
import type { Exchange } from '../core/call.ts';
import type { Service } from '../core/service.ts';
import type { MockRequest, ReplySink } from '../core/sink.ts';
import { findBarrier } from './access.ts';
import { answerAside, answerError } from './answer.ts';
import { anthropic } from './anthropic.ts';
import type { Api } from './api.ts';
import type { EndpointGroup } from './endpoint-groups.ts';
import { ENDPOINT_GROUPS } from './endpoint-groups.ts';
import { answerMessage, countTokens } from './messages.ts';
import { openai } from './openai.ts';

type Endpoint = (service: Service, api: Api, request: MockRequest, sink: ReplySink) => Exchange;

const ENDPOINTS: ReadonlyMap<string, Endpoint> = new Map<string, Endpoint>([
  ['POST /v1/messages', answerMessage],
  ['POST /v1/chat/completions', answerMessage],
  ['POST /v1/messages/count_tokens', countTokens],
  ['GET /v1/models', listModels],
]);

const MODELS = '/v1/models/';

/**
 * Routes, checks and answers a request that is not for the admin endpoints.
 *
 * @param served endpoints that are there
 */
export function handleRequest(
  service: Service,
  request: MockRequest,
  sink: ReplySink,
  served: readonly EndpointGroup[] = ENDPOINT_GROUPS,
): Exchange {
  const api = apiOf(request);
  const endpoint = served.includes(groupOf(request, api)) ? endpointOf(request) : notFound;
  if (endpoint === notFound) return notFound(service, api, request, sink);
  const barrier = findBarrier(service, api, request);
  if (barrier !== undefined) return answerError(service, api, barrier, request, sink);
  return endpoint(service, api, request, sink);
}

function groupOf({ path }: MockRequest, api: Api): EndpointGroup {
  if (isBatchPath(path)) return 'batches';
  return api === anthropic ? 'anthropic' : 'openai';
}

/** Only Anthropic's clients send a version. */
function apiOf({ path, headers }: MockRequest): Api {
  const isAnthropic = path.startsWith('/v1/messages') || 'anthropic-version' in headers;
  return isAnthropic && path !== '/v1/chat/completions' ? anthropic : openai;
}

function endpointOf({ method, path }: MockRequest): Endpoint {
  const endpoint = ENDPOINTS.get(`${method} ${path}`);
  if (endpoint !== undefined) return endpoint;
  if (method === 'GET' && path.startsWith(MODELS)) return retrieveModel;
  if (isBatchPath(path)) return handleBatches;
  return notFound;
}

function listModels(service: Service, api: Api, request: MockRequest, sink: ReplySink) {
  const json = api.models(service.clock.wall(), service.wire.models);
  return answerAside(service, api, { what: 'models', json }, request, sink);
}

function retrieveModel(service: Service, api: Api, request: MockRequest, sink: ReplySink) {
  const { clock, wire } = service;
  const id = decoded(request.path.slice(MODELS.length));
  if (wire.models?.includes(id) === false) {
    return answerError(service, api, api.errors.unknownModel(id), request, sink);
  }
  const json = api.model(clock.wall(), id);
  return answerAside(service, api, { what: 'models', json }, request, sink);
}

/** What is no valid encoding stays as it is: there is no such model, but that is not for us to say. */
function decoded(id: string): string {
  try {
    return decodeURIComponent(id);
  } catch {
    return id;
  }
}

function notFound(service: Service, api: Api, request: MockRequest, sink: ReplySink) {
  const error = api.errors.notFound(request.method, request.path);
  return answerError(service, api, error, request, sink);
}
