import type { Call, Exchange } from '../core/call.ts';
import { wholeNumber } from '../core/identify.ts';
import type { Service } from '../core/service.ts';
import type { MockRequest, ReplySink } from '../core/sink.ts';
import { AnsweredRequest } from '../faults/answered-request.ts';
import { readKey } from './access.ts';
import { answerAside, answerError } from './answer.ts';
import type { Api, JsonObject, MessageParams, WireError } from './api.ts';
import { WireReply } from './wire-reply.ts';

/** Characters of text that make one input token, about. */
const CHARACTERS_PER_TOKEN = 4;

/** Answers a request for a message: by a fault, or by limits and service. */
export function answerMessage(
  service: Service,
  api: Api,
  request: MockRequest,
  sink: ReplySink,
): Exchange {
  const params = readParams(service, api, request);
  if ('status' in params) return answerError(service, api, params, request, sink);
  const call = toCall(service, request, params);
  const reply = new WireReply(service, api, params, call, sink);
  const hit = service.faults.answering(request, call, params.model);
  if (hit !== undefined) {
    return new AnsweredRequest(service, call, { id: hit.id, status: hit.fault.status }, (seq) =>
      hit.fault.answer(sink, reply.desk(seq)),
    );
  }
  const exchange = service.serve(call, reply);
  return {
    abort() {
      exchange.abort();
      reply.close();
    },
  };
}

function toCall(service: Service, request: MockRequest, params: MessageParams): Call {
  const { headers, connection, headAt } = request;
  const { model, stream, maxTokens } = params;
  const { item, attempt, retries } = service.identify(request);
  const inputTokens = countInput(request, params);
  const key = readKey(headers) ?? '';
  const cached = wholeNumber(headers['x-bench-cache-read-tokens']) ?? service.plan.cacheReadTokens;
  return {
    item,
    attempt,
    retries,
    key,
    workspace: service.workspaceOf(key),
    model,
    stream,
    maxTokens,
    inputTokens,
    estimatedInputTokens: inputTokensOf(params),
    cacheReadTokens: Math.min(inputTokens, cached ?? 0),
    priority: wholeNumber(headers['x-bench-priority']) ?? 0,
    connection,
    headAt,
  };
}

/** Tells the input tokens of a message that is not sent. Real ones have limits of their own. */
export function countTokens(
  service: Service,
  api: Api,
  request: MockRequest,
  sink: ReplySink,
): Exchange {
  const params = readParams(service, api, request);
  if ('status' in params) return answerError(service, api, params, request, sink);
  const json = JSON.stringify({ input_tokens: countInput(request, params) });
  return answerAside(service, api, { what: 'count_tokens', json }, request, sink);
}

function readParams(service: Service, api: Api, request: MockRequest): MessageParams | WireError {
  const body = parseObject(request.body);
  if (body === undefined) return api.errors.notJson();
  const params = api.read(body, request);
  if ('status' in params || service.wire.models?.includes(params.model) !== false) return params;
  return api.errors.unknownModel(params.model);
}

/** @returns `undefined` when the text is no JSON object */
export function parseObject(body: string): JsonObject | undefined {
  try {
    const parsed: unknown = JSON.parse(body);
    return typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed)
      ? (parsed as JsonObject)
      : undefined;
  } catch {
    return undefined;
  }
}

function countInput({ headers }: MockRequest, params: MessageParams): number {
  return wholeNumber(headers['x-bench-input-tokens']) ?? inputTokensOf(params);
}

export function inputTokensOf({ characters }: MessageParams): number {
  return Math.ceil(characters / CHARACTERS_PER_TOKEN);
}
