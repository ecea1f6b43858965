import { anthropic } from '../api/anthropic.ts';
import { errorEnvelope, invalid } from '../api/anthropic-errors.ts';
import { wholeMessage } from '../api/anthropic-message.ts';
import type { MessageFacts, MessageParams, WireError } from '../api/api.ts';
import { inputTokensOf } from '../api/messages.ts';
import { itemNumber } from '../core/identify.ts';
import type { Service } from '../core/service.ts';
import type { Batch, BatchRequest } from './batch.ts';

/** The newest version: what its requests may hold is what a batch's may. */
const REQUEST = { path: '/v1/messages', headers: { 'anthropic-version': '2026-10-21' } } as const;

/** The line of one request in the results of a batch that has ended, without its line break. */
export function resultLine(service: Service, batch: Batch, index: number): string {
  const request = batch.requests[index];
  if (request === undefined) throw new Error(`batch ${batch.id} has no request ${index}`);
  return JSON.stringify({
    custom_id: request.customId,
    result: resultOf(service, batch, index, request),
  });
}

/** Reads the parameters of a request, as they are checked when it is worked on. */
export function readParams(service: Service, { params }: BatchRequest): MessageParams | WireError {
  if (typeof params !== 'object' || params === null) return invalid('params: Field required');
  const body = params as Readonly<Record<string, unknown>>;
  if (body.stream === true) return invalid('stream: Streaming is not supported in batches');
  if (body.speed !== undefined) return invalid('speed: Extra inputs are not permitted');
  if (body.max_tokens === 0) return invalid('max_tokens: Input should be greater than 0');
  const read = anthropic.read(body, REQUEST);
  if ('status' in read || service.wire.models?.includes(read.model) !== false) return read;
  return anthropic.errors.unknownModel(read.model);
}

function resultOf(service: Service, batch: Batch, index: number, request: BatchRequest): object {
  const outcome = batch.outcome(index);
  if (outcome === 'canceled' || outcome === 'expired') return { type: outcome };
  const params = readParams(service, request);
  const id = `${batch.number}_${index}`;
  if ('status' in params || outcome === 'errored') {
    const error = 'status' in params ? params : anthropic.errors.ofStatus(500);
    return { type: 'errored', error: errorEnvelope(error, `req_batch_${id}`) };
  }
  const message = wholeMessage(factsOf(service, params, request, `batch_${id}`));
  return { type: 'succeeded', message };
}

/** The same draws as for a first attempt outside of a batch. */
function factsOf(
  service: Service,
  params: MessageParams,
  { customId }: BatchRequest,
  id: string,
): MessageFacts {
  const item = itemNumber(customId);
  const { model, maxTokens } = params;
  const inputTokens = inputTokensOf(params);
  const call = { item, attempt: 0, retries: 0, stream: false, model, maxTokens, inputTokens };
  return {
    ...service.script(call, 0),
    id,
    model,
    item,
    inputTokens,
    cacheReadTokens: Math.min(inputTokens, service.plan.cacheReadTokens ?? 0),
    includeUsage: true,
    plainChunks: true,
    serviceTier: 'batch',
    created: service.clock.wall(),
    wire: service.wire,
    uniform: (purpose, n) => service.uniform(purpose, item, n),
  };
}
