import { anthropicLimitHeaders } from '../limits/headers/anthropic.ts';
import type {
  Api,
  JsonObject,
  MessageFacts,
  MessageParams,
  MessageStream,
  WireError,
} from './api.ts';
import { countCharacters } from './characters.ts';
import { fillerText, firstToken, WORDS, wordIndex } from './filler.ts';
import { limitText } from './limit-text.ts';
import { namedEvent, prebuilt } from './sse.ts';

/** From this version on, sampling parameters are refused, even at their default values. */
const WITHOUT_SAMPLING = '2026-10-21';

const ORGANIZATION = '00000000-0000-4000-8000-000000000000';

const MODELS = ['claude-haiku-5-5', 'claude-sonnet-5-5', 'claude-opus-5-5', 'claude-fable-5-2'];

/** Anthropic's Messages API, version 2026-10-21. */
export const anthropic: Api = {
  requestIdHeader: 'request-id',
  read(body, { headers }) {
    const version = headers['anthropic-version'];
    if (version === undefined) return invalid('anthropic-version: header is required');
    return findMistake(body, version) ?? readParams(body);
  },
  message: (facts) =>
    JSON.stringify({
      ...envelope(facts, facts.outputTokens),
      content: [
        { type: 'text', text: fillerText(facts.item, facts.outputTokens), citations: null },
      ],
      stop_reason: stopReason(facts),
    }),
  stream: openStream,
  models: (created) =>
    JSON.stringify({
      data: MODELS.map((id) => ({ type: 'model', id, display_name: id, created_at: created })),
      has_more: false,
      first_id: MODELS.at(0),
      last_id: MODELS.at(-1),
    }),
  limitHeaders: anthropicLimitHeaders,
  errorBody: ({ type, message }, requestId) =>
    JSON.stringify({ type: 'error', error: { type, message }, request_id: requestId }),
  errors: {
    unauthorized: () => ({
      status: 401,
      type: 'authentication_error',
      message: 'x-api-key header is required',
    }),
    notFound: (_method, path) => ({
      status: 404,
      type: 'not_found_error',
      message: `Not found: ${path}`,
    }),
    notJson: () => invalid('The request body is not valid JSON: expected an object'),
    rateLimited: ({ limited }, model) => ({
      status: 429,
      type: 'rate_limit_error',
      message:
        `This request would exceed your organization's rate limit of ${limitText(limited.limit)} ` +
        `(org: ${ORGANIZATION}, model: ${model}). For details, refer to: ` +
        'https://docs.claude.com/en/api/rate-limits. You can see the response headers for ' +
        'current usage. Please reduce the prompt length or the maximum tokens requested, or try again ' +
        'later.',
    }),
  },
};

function invalid(message: string): WireError {
  return { status: 400, type: 'invalid_request_error', message };
}

function findMistake(body: JsonObject, version: string): WireError | undefined {
  for (const field of ['model', 'max_tokens', 'messages']) {
    if (body[field] === undefined) return invalid(`${field}: Field required`);
  }
  if (typeof body.model !== 'string') return invalid('model: Input should be a valid string');
  if (!Number.isInteger(body.max_tokens) || Number(body.max_tokens) < 0) {
    return invalid('max_tokens: Input should be a valid integer');
  }
  if (!Array.isArray(body.messages)) return invalid('messages: Input should be a valid list');
  if (body.messages.length === 0) return invalid('messages: at least one message is required');
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
    characters: countCharacters(body.system) + countCharacters(body.messages),
  };
}

/**
 * A message without content, as a stream begins it; a whole reply replaces content and stop reason.
 */
function envelope({ id, model, inputTokens }: MessageFacts, outputTokens: number) {
  return {
    id: `msg_${id}`,
    type: 'message',
    role: 'assistant',
    model,
    container: null,
    diagnostics: null,
    content: [] as object[],
    stop_reason: null as string | null,
    stop_sequence: null,
    stop_details: null,
    usage: usage(inputTokens, outputTokens),
  };
}

function usage(inputTokens: number, outputTokens: number) {
  return {
    input_tokens: inputTokens,
    cache_creation_input_tokens: 0,
    cache_read_input_tokens: 0,
    cache_creation: { ephemeral_5m_input_tokens: 0, ephemeral_1h_input_tokens: 0 },
    output_tokens: outputTokens,
    output_tokens_details: null,
    server_tool_use: null,
    service_tier: 'standard',
    inference_geo: 'not_available',
    speed: 'standard',
  };
}

function stopReason({ cut }: MessageFacts): string {
  return cut ? 'max_tokens' : 'end_turn';
}

const textDelta = (text: string) =>
  namedEvent('content_block_delta', { index: 0, delta: { type: 'text_delta', text } });

const WORD_EVENTS = WORDS.map((word) => prebuilt(textDelta(word)));

const BLOCK_START =
  namedEvent('content_block_start', { index: 0, content_block: { type: 'text', text: '' } }) +
  namedEvent('ping');

const BLOCK_STOP = namedEvent('content_block_stop', { index: 0 });

const MESSAGE_STOP = namedEvent('message_stop');

function openStream(facts: MessageFacts): MessageStream {
  return {
    start: () => namedEvent('message_start', { message: envelope(facts, 1) }) + BLOCK_START,
    token: (count) =>
      (count > 1 ? WORD_EVENTS[wordIndex(count)] : undefined) ?? textDelta(firstToken(facts.item)),
    finish() {
      const messageDelta = namedEvent('message_delta', {
        delta: { stop_reason: stopReason(facts), stop_sequence: null, stop_details: null },
        usage: { output_tokens: facts.outputTokens },
      });
      return BLOCK_STOP + messageDelta + MESSAGE_STOP;
    },
  };
}
