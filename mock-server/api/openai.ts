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
  if (Array.isArray(messages) && messages.length > 0) return findWrongMaximum(body);
  return invalid("Invalid 'messages': expected an array with at least one message.", {
    param: 'messages',
    code: 'invalid_type',
  });
}

/** The newer name comes first. */
const MAXIMA = ['max_completion_tokens', 'max_tokens'] as const;

function findWrongMaximum(body: JsonObject): WireError | undefined {
  for (const param of MAXIMA) {
    const maximum = body[param] ?? 1;
    if (!Number.isInteger(maximum)) {
      return invalid(`Invalid type for '${param}': expected an integer.`, {
        param,
        code: 'invalid_type',
      });
    }
    if (Number(maximum) < 1) {
      const expected = `Expected a value >= 1, but got ${maximum} instead.`;
      return invalid(`Invalid '${param}': integer below minimum value. ${expected}`, {
        param,
        code: 'integer_below_min_value',
      });
    }
  }
  return undefined;
}

function maxTokens(body: JsonObject): number {
  const [maximum] = MAXIMA.flatMap((name) => body[name] ?? []);
  return maximum === undefined ? Number.POSITIVE_INFINITY : Number(maximum);
}

function streamOption({ stream_options: options }: JsonObject, name: string): unknown {
  return ((options ?? {}) as JsonObject)[name];
}

function describeModel(created: Date, id: string) {
  return { id, object: 'model', created: unixSeconds(created), owned_by: 'mock' };
}
