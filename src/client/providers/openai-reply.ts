import type { Failure, Outcome, Usage } from '../../core/outcome.ts';
import type { TokenKind } from '../../core/wire.ts';
import { failureWithin } from '../failure.ts';
import type { JsonObject } from '../json.ts';
import { asArray, asCount, asObject, asText, parseJson } from '../json.ts';
import { KeptText } from '../kept-text.ts';
import { readError } from '../provider-error.ts';
import type { ReplyFormat, StreamReader } from '../reply-reader.ts';
import { answered, endedEarly, told, unreadable } from './judgement.ts';

/**
 * A chunk's kind is told without parsing it, since nearly all of a stream are chunks of a few
 * tokens. The patterns cannot match inside a string of the answer: there every quotation mark is
 * escaped.
 */
const OUTPUT = /"(?:content|refusal|arguments)"\s*:\s*"[^"]/;
/** Compatible servers stream reasoning under either name. */
const REASONING = /"reasoning(?:_content)?"\s*:\s*"[^"]/;
/** Chunks that say how the stream ends: a finish reason, usage, an error. */
const NOTE = /"(?:finish_reason"\s*:\s*"|usage"\s*:\s*\{|error"\s*:\s*[{"])/;

/** How replies of the Chat Completions API are read. */
export function createOpenaiFormat(keepText: boolean): ReplyFormat {
  return {
    readBody: (text) => readCompletion(text, keepText),
    createStreamReader: () => new CompletionStream(keepText),
  };
}

function readCompletion(body: string, keepText: boolean): Outcome {
  const completion = parseJson(body);
  const error = readError(completion);
  if (error) return failureWithin(error);
  const choice = firstChoice(completion);
  const message = asObject(choice?.message);
  if (!choice || !message) return unreadable('a chat completion', body);
  const kept = new KeptText(keepText);
  kept.add(message.content);
  const usage = readUsage(asObject(completion)?.usage);
  return answered(kept.text, asText(choice.finish_reason), usage);
}

class CompletionStream implements StreamReader {
  readonly #kept: KeptText;
  #usage: Usage = {};
  #finishReason: string | undefined;
  #done = false;
  #failure: Failure | undefined;

  constructor(keepText: boolean) {
    this.#kept = new KeptText(keepText);
  }

  event(_name: string | undefined, data: string): TokenKind {
    if (data === '[DONE]') {
      this.#done = true;
      return 'none';
    }
    const output = OUTPUT.test(data);
    if ((output && this.#kept.wanted) || NOTE.test(data)) this.#note(data);
    if (output) return 'output';
    return REASONING.test(data) ? 'reasoning' : 'none';
  }

  end(): Outcome {
    const end = this.#failure ?? this.#ending();
    return { ...end, usage: this.#usage };
  }

  #ending(): Outcome {
    if (this.#finishReason === undefined) return endedEarly('finish_reason');
    if (!this.#done) return endedEarly('[DONE]');
    return answered(this.#kept.text, this.#finishReason, this.#usage);
  }

  #note(data: string): void {
    const chunk = asObject(parseJson(data));
    if (!chunk) {
      this.#failure ??= unreadable('a chunk', data);
      return;
    }
    const error = readError(chunk);
    if (error) this.#failure ??= failureWithin(error);
    const choice = firstChoice(chunk);
    this.#kept.add(asObject(choice?.delta)?.content);
    this.#finishReason = asText(choice?.finish_reason) ?? this.#finishReason;
    this.#usage = { ...this.#usage, ...readUsage(chunk.usage) };
  }
}

function firstChoice(reply: unknown): JsonObject | undefined {
  return asObject(asArray(asObject(reply)?.choices)?.[0]);
}

/** `prompt_tokens` counts everything that went in; what a cache took part in is told apart. */
function readUsage(value: unknown): Usage {
  const usage: JsonObject = asObject(value) ?? {};
  const details: JsonObject = asObject(usage.prompt_tokens_details) ?? {};
  const input = asCount(usage.prompt_tokens);
  const cacheWriteTokens = asCount(details.cache_write_tokens);
  const cacheReadTokens = asCount(details.cached_tokens);
  const cached = (cacheWriteTokens ?? 0) + (cacheReadTokens ?? 0);
  return told({
    inputTokens: input === undefined ? undefined : Math.max(0, input - cached),
    cacheWriteTokens,
    cacheReadTokens,
    outputTokens: asCount(usage.completion_tokens),
  });
}
