import { anthropicLimitHeaders } from '../limits/headers/anthropic.ts';
import { anthropicErrors, errorEnvelope, invalid, ORGANIZATION } from './anthropic-errors.ts';
import { wholeMessage } from './anthropic-message.ts';
import { AnthropicStream, PING } from './anthropic-stream.ts';
import type { Api, JsonObject, MessageParams, WireError } from './api.ts';
import { countCharacters } from './characters.ts';

/** From this version on, sampling parameters are refused, even at their default values. */
const WITHOUT_SAMPLING = '2026-10-21';

const MODELS = ['claude-haiku-5-5', 'claude-sonnet-5-5', 'claude-opus-5-5', 'claude-fable-5-2'];

/** Anthropic's Messages API, version 2026-10-21. */
export const anthropic: Api = {
  requestIdHeader: 'request-id',
  workspaceHeader: 'anthropic-workspace-id',
  headers: { 'anthropic-organization-id': ORGANIZATION },
  ping: PING,
  read(body, { path, headers }) {
    const version = headers['anthropic-version'];
    if (version === undefined) return invalid('anthropic-version: header is required');
    const counts = path.endsWith('/count_tokens');
    return findMistake(body, version, counts) ?? readParams(body);
  },
  message: (facts) => JSON.stringify(wholeMessage(facts)),
  stream: (facts) => new AnthropicStream(facts),
  models: (created, ids = MODELS) =>
    JSON.stringify({
      data: ids.map((id) => describeModel(created, id)),
      has_more: false,
      first_id: ids.at(0) ?? null,
      last_id: ids.at(-1) ?? null,
    }),
  model: (created, id) => JSON.stringify(describeModel(created, id)),
  limitHeaders: anthropicLimitHeaders,
  pageBarrier: (headers) =>
    headers['anthropic-dangerous-direct-browser-access'] === 'true'
      ? undefined
      : anthropicErrors.unawarePage(),
  errorBody: (error, requestId) => JSON.stringify(errorEnvelope(error, requestId)),
  errors: anthropicErrors,
};

/** What a message needs; counting its tokens needs no maximum of the reply. */
function findMistake(body: JsonObject, version: string, counts: boolean): WireError | undefined {
  const required = counts ? ['model', 'messages'] : ['model', 'max_tokens', 'messages'];
  for (const field of required) {
    if (body[field] === undefined) return invalid(`${field}: Field required`);
  }
  return findWrongType(body, counts) ?? findExtra(body, version);
}

function findWrongType(
  { model, max_tokens: maxTokens, messages }: JsonObject,
  counts: boolean,
): WireError | undefined {
  if (typeof model !== 'string') return invalid('model: Input should be a valid string');
  if (!counts && (!Number.isInteger(maxTokens) || Number(maxTokens) < 0)) {
    return invalid('max_tokens: Input should be a valid integer');
  }
  if (!Array.isArray(messages)) return invalid('messages: Input should be a valid list');
  return messages.length === 0 ? invalid('messages: at least one message is required') : undefined;
}

function findExtra(body: JsonObject, version: string): WireError | undefined {
  if (version < WITHOUT_SAMPLING) return undefined;
  const extra = ['temperature', 'top_p', 'top_k'].find((field) => body[field] !== undefined);
  return extra === undefined ? undefined : invalid(`${extra}: Extra inputs are not permitted`);
}

function readParams(body: JsonObject): MessageParams {
  return {
    model: String(body.model),
    maxTokens: Number(body.max_tokens),
    stream: body.stream === true,
    includeUsage: true,
    plainChunks: true,
    characters: countCharacters(body.system) + countCharacters(body.messages),
  };
}

function describeModel(created: Date, id: string) {
  return { type: 'model', id, display_name: id, created_at: created };
}
