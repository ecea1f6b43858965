import type { Exchange } from '../core/call.ts';
import type { Service } from '../core/service.ts';
import type { MockRequest, ReplySink } from '../core/sink.ts';
import { anthropic } from './anthropic.ts';
import type { Api, JsonObject, WireError } from './api.ts';
import { openai } from './openai.ts';
import { requestId, WireReply } from './wire-reply.ts';

const MESSAGES: ReadonlyMap<string, Api> = new Map([
  ['POST /v1/messages', anthropic],
  ['POST /v1/chat/completions', openai],
]);

/** Characters of text that make one input token, about. */
const CHARACTERS_PER_TOKEN = 4;

/** What is left of a request that is answered at once: nothing to abort. */
const ANSWERED: Exchange = { abort() {} };

/** Routes, checks and answers a request that is not for the admin endpoints. */
export function handleRequest(service: Service, request: MockRequest, sink: ReplySink): Exchange {
  const route = `${request.method} ${request.path}`;
  const api = MESSAGES.get(route) ?? guessApi(request);
  if (!hasKey(request)) return answerError(service, api, api.errors.unauthorized(), request, sink);
  if (MESSAGES.has(route)) return answerMessage(service, api, request, sink);
  if (route === 'GET /v1/models') {
    sink.head(200, { 'content-type': 'application/json' });
    sink.end(api.models(service.clock.wall()));
    return ANSWERED;
  }
  return answerError(
    service,
    api,
    api.errors.notFound(request.method, request.path),
    request,
    sink,
  );
}

/** Only Anthropic's clients send a version. */
function guessApi({ path, headers }: MockRequest): Api {
  const isAnthropic = path.startsWith('/v1/messages') || 'anthropic-version' in headers;
  return isAnthropic ? anthropic : openai;
}

function hasKey({ headers }: MockRequest): boolean {
  return Boolean(headers['x-api-key']) || /^bearer \S/i.test(headers.authorization ?? '');
}

function answerMessage(
  service: Service,
  api: Api,
  request: MockRequest,
  sink: ReplySink,
): Exchange {
  const body = parseObject(request.body);
  const params = body === undefined ? api.errors.notJson() : api.read(body, request);
  if ('status' in params) return answerError(service, api, params, request, sink);
  const { stream, maxTokens, characters } = params;
  const inputTokens = namedTokens(request) ?? Math.ceil(characters / CHARACTERS_PER_TOKEN);
  const call = { ...service.identify(request), stream, maxTokens, inputTokens };
  return service.serve(call, new WireReply(api, params, call, sink, service.clock));
}

function parseObject(body: string): JsonObject | undefined {
  try {
    const parsed: unknown = JSON.parse(body);
    return typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed)
      ? (parsed as JsonObject)
      : undefined;
  } catch {
    return undefined;
  }
}

function namedTokens({ headers }: MockRequest): number | undefined {
  const named = headers['x-bench-input-tokens'];
  return named !== undefined && /^\d{1,9}$/.test(named) ? Number(named) : undefined;
}

/** Answers at once, outside of all limits, and leaves a row in the truth. */
function answerError(
  service: Service,
  api: Api,
  error: WireError,
  request: MockRequest,
  sink: ReplySink,
): Exchange {
  const identity = service.identify(request);
  const id = requestId(identity);
  sink.head(error.status, {
    'x-mock-seq': String(service.turnAway(identity, error.status)),
    [api.requestIdHeader]: id,
    'content-type': 'application/json',
  });
  sink.end(api.errorBody(error, id));
  return ANSWERED;
}
