import { roundToMicrosecond } from '../../src/core/units.ts';
import { goDuration, openaiLimitHeaders } from '../limits/headers/openai.ts';
import type { LimitState } from '../limits/limiter.ts';
import type { Api, JsonObject, MessageFacts, MessageStream, WireError } from './api.ts';
import { countCharacters } from './characters.ts';
import { fillerText, firstToken, WORDS, wordIndex } from './filler.ts';
import { windowName } from './limit-text.ts';
import { dataEvent } from './sse.ts';

const MODELS = ['gpt-5', 'gpt-5-mini', 'gpt-4o-mini'];

/** Short names of windows in OpenAI's texts; any other is spelled out. */
const SHORT: Readonly<Record<string, string>> = { minute: 'min', second: 'sec' };

/** OpenAI's Chat Completions API. */
export const openai: Api = {
  requestIdHeader: 'x-request-id',
  read: (body) =>
    findMistake(body) ?? {
      model: String(body.model),
      maxTokens: maxTokens(body),
      stream: body.stream === true,
      includeUsage: includesUsage(body.stream_options),
      characters: countCharacters(body.messages),
    },
  message: (facts) =>
    JSON.stringify({
      ...envelope(facts, 'chat.completion'),
      choices: [
        {
          index: 0,
          message: {
            role: 'assistant',
            content: fillerText(facts.item, facts.outputTokens),
            refusal: null,
            annotations: [],
          },
          logprobs: null,
          finish_reason: finishReason(facts),
        },
      ],
      usage: usage(facts),
    }),
  stream: openStream,
  models: (created) =>
    JSON.stringify({
      object: 'list',
      data: MODELS.map((id) => ({
        id,
        object: 'model',
        created: unixSeconds(created),
        owned_by: 'mock',
      })),
    }),
  limitHeaders: openaiLimitHeaders,
  errorBody: ({ message, type, param = null, code = null }) =>
    JSON.stringify({ error: { message, type, param, code } }),
  errors: {
    unauthorized: () => ({
      status: 401,
      type: 'invalid_request_error',
      message:
        "You didn't provide an API key. You need to provide your API key in an Authorization " +
        'header using Bearer auth (i.e. Authorization: Bearer YOUR_KEY).',
    }),
    notFound: (method, path) => ({
      status: 404,
      type: 'invalid_request_error',
      message: `Invalid URL (${method} ${path})`,
    }),
    notJson: () => ({
      status: 400,
      type: 'invalid_request_error',
      message: 'We could not parse the JSON body of your request.',
    }),
    rateLimited: ({ limited }, model) => ({
      status: 429,
      type: limited.limit.dimension,
      code: 'rate_limit_exceeded',
      message: rateLimitText(limited, model),
    }),
  },
};

/** The wait in the text follows from its own whole numbers: (used + requested - limit) / rate. */
function rateLimitText({ limit, remaining }: LimitState, model: string): string {
  const used = limit.limit - remaining;
  const wait = roundToMicrosecond(((used + 1 - limit.limit) * limit.window) / limit.limit);
  const per = windowName(limit);
  return (
    `Rate limit reached for ${model} in organization org-mock on ${limit.dimension} per ` +
    `${SHORT[per] ?? per} (RP${per.charAt(0).toUpperCase()}): Limit ${limit.limit}, ` +
    `Used ${used}, Requested 1. Please try again in ${goDuration(wait)}. Visit ` +
    'https://platform.openai.com/account/rate-limits to learn more.'
  );
}

function findMistake(body: JsonObject): WireError | undefined {
  if (typeof body.model !== 'string' || body.model === '') {
    return invalid('you must provide a model parameter');
  }
  const { messages } = body;
  if (messages === undefined) {
    return invalid("Missing required parameter: 'messages'.", {
      param: 'messages',
      code: 'missing_required_parameter',
    });
  }
  if (Array.isArray(messages) && messages.length > 0) return undefined;
  return invalid("Invalid 'messages': expected an array with at least one message.", {
    param: 'messages',
    code: 'invalid_type',
  });
}

function invalid(message: string, where: { param?: string; code?: string } = {}): WireError {
  return { status: 400, type: 'invalid_request_error', message, ...where };
}

function maxTokens(body: JsonObject): number {
  const limit = body.max_completion_tokens ?? body.max_tokens;
  return typeof limit === 'number' ? limit : Number.POSITIVE_INFINITY;
}

function includesUsage(streamOptions: unknown): boolean {
  const { include_usage: included } = (streamOptions ?? {}) as { include_usage?: unknown };
  return included === true;
}

function envelope({ id, created, model }: MessageFacts, object: string) {
  return {
    id: `chatcmpl-${id}`,
    object,
    created: unixSeconds(created),
    model,
    service_tier: 'default',
    system_fingerprint: null,
  };
}

function unixSeconds(time: Date): number {
  return Math.floor(time.getTime() / 1_000);
}

function finishReason({ cut }: MessageFacts): string {
  return cut ? 'length' : 'stop';
}

function usage({ inputTokens, outputTokens }: MessageFacts) {
  return {
    prompt_tokens: inputTokens,
    completion_tokens: outputTokens,
    total_tokens: inputTokens + outputTokens,
    prompt_tokens_details: { cached_tokens: 0, audio_tokens: 0 },
    completion_tokens_details: {
      reasoning_tokens: 0,
      audio_tokens: 0,
      accepted_prediction_tokens: 0,
      rejected_prediction_tokens: 0,
    },
  };
}

function openStream(facts: MessageFacts): MessageStream {
  // All chunks of a reply begin alike, so that the common part is turned into text once.
  const common = JSON.stringify(envelope(facts, 'chat.completion.chunk')).slice(0, -1);
  const noUsage = facts.includeUsage ? ',"usage":null' : '';
  const choice = (delta: string, reason: string | null) =>
    dataEvent(
      `${common},"choices":[{"index":0,"delta":${delta},"logprobs":null,` +
        `"finish_reason":${JSON.stringify(reason)}}]${noUsage}}`,
    );
  const usageChunk = () =>
    facts.includeUsage
      ? dataEvent(`${common},"choices":[],"usage":${JSON.stringify(usage(facts))}}`)
      : '';
  return {
    start: () => choice('{"role":"assistant","content":"","refusal":null}', null),
    token(count) {
      const text = count > 1 ? WORDS[wordIndex(count)] : firstToken(facts.item);
      return choice(`{"content":"${text}"}`, null);
    },
    finish: () => choice('{}', finishReason(facts)) + usageChunk() + dataEvent('[DONE]'),
  };
}
