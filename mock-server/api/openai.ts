import { openaiLimitHeaders } from '../limits/headers/openai.ts';
import type { Api, JsonObject, WireError } from './api.ts';
import { countCharacters } from './characters.ts';
import { invalid, ORGANIZATION, openaiErrors } from './openai-errors.ts';
import { OpenaiStream, unixSeconds, wholeCompletion } from './openai-message.ts';

const MODELS = ['gpt-5', 'gpt-5-mini', 'gpt-4o-mini'];

/** OpenAI's Chat Completions API. */
export const openai: Api = {
  requestIdHeader: 'x-request-id',
  headers: { 'openai-organization': ORGANIZATION, 'openai-version': '2020-10-01' },
  processingHeader: 'openai-processing-ms',
  read: (body) =>
    findMistake(body) ?? {
      model: String(body.model),
      maxTokens: maxTokens(body),
      stream: body.stream === true,
      includeUsage: streamOption(body, 'include_usage') === true,
      plainChunks: streamOption(body, 'include_obfuscation') === false,
      characters: countCharacters(body.messages),
    },
  message: (facts) => JSON.stringify(wholeCompletion(facts)),
  stream: (facts) => new OpenaiStream(facts),
  models: (created, ids = MODELS) =>
    JSON.stringify({ object: 'list', data: ids.map((id) => describeModel(created, id)) }),
  model: (created, id) => JSON.stringify(describeModel(created, id)),
  limitHeaders: openaiLimitHeaders,
  errorBody: ({ message, type, param = null, code = null }) =>
    JSON.stringify({ error: { message, type, param, code } }),
  errors: openaiErrors,
};

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

function maxTokens(body: JsonObject): number {
  const limit = body.max_completion_tokens ?? body.max_tokens;
  return typeof limit === 'number' ? limit : Number.POSITIVE_INFINITY;
}

function streamOption({ stream_options: options }: JsonObject, name: string): unknown {
  return ((options ?? {}) as JsonObject)[name];
}

function describeModel(created: Date, id: string) {
  return { id, object: 'model', created: unixSeconds(created), owned_by: 'mock' };
}
