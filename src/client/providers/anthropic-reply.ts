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
 * A delta's kind is told without parsing it, since deltas are nearly all of a stream. The patterns
 * cannot match inside a string of the answer: there every quotation mark is escaped. Signatures,
 * citations and empty deltas match neither.
 */
const OUTPUT = /"(?:text|partial_json)"\s*:\s*"[^"]/;
const REASONING = /"thinking"\s*:\s*"[^"]/;

/** How replies of the Messages API are read. */
export function createAnthropicFormat(keepText: boolean): ReplyFormat {
  return {
    readBody: (text) => readMessage(text, keepText),
    createStreamReader: () => new MessageStream(keepText),
  };
}

function readMessage(body: string, keepText: boolean): Outcome {
  const message = asObject(parseJson(body));
  const error = readError(message);
  if (error) return failureWithin(error);
  const content = asArray(message?.content);
  if (message?.type !== 'message' || !content) return unreadable('a message', body);
  const kept = new KeptText(keepText);
  for (const block of content) kept.add(asObject(block)?.text);
  return answered(kept.text, asText(message.stop_reason), readUsage(message.usage));
}

class MessageStream implements StreamReader {
  readonly #kept: KeptText;
  #usage: Usage = {};
  #stopReason: string | undefined;
  #stopped = false;
  #failure: Failure | undefined;

  constructor(keepText: boolean) {
    this.#kept = new KeptText(keepText);
  }

  event(name: string | undefined, data: string): TokenKind {
    if (name === 'content_block_delta') return this.#delta(data);
    if (name === 'message_stop') this.#stopped = true;
    else if (name === 'message_start' || name === 'message_delta') this.#note(data);
    else if (name === 'error') this.#failure ??= failureWithin(readError(parseJson(data)) ?? {});
    return 'none';
  }

  end(): Outcome {
    const end = this.#failure ?? this.#ending();
    return { ...end, usage: this.#usage };
  }

  #ending(): Outcome {
    if (!this.#stopped) return endedEarly('message_stop');
    return answered(this.#kept.text, this.#stopReason, this.#usage);
  }

  #delta(data: string): TokenKind {
    if (OUTPUT.test(data)) {
      if (this.#kept.wanted) this.#kept.add(asObject(asObject(parseJson(data))?.delta)?.text);
      return 'output';
    }
    return REASONING.test(data) ? 'reasoning' : 'none';
  }

  /** Usage is cumulative and may come more than once: the last number of each kind counts. */
  #note(data: string): void {
    const event = asObject(parseJson(data));
    if (!event) {
      this.#failure ??= unreadable('an event', data);
      return;
    }
    const { usage } = asObject(event.message) ?? event;
    this.#usage = { ...this.#usage, ...readUsage(usage) };
    this.#stopReason = asText(asObject(event.delta)?.stop_reason) ?? this.#stopReason;
  }
}

function readUsage(value: unknown): Usage {
  const usage: JsonObject = asObject(value) ?? {};
  return told({
    inputTokens: asCount(usage.input_tokens),
    cacheWriteTokens: asCount(usage.cache_creation_input_tokens),
    cacheReadTokens: asCount(usage.cache_read_input_tokens),
    outputTokens: asCount(usage.output_tokens),
  });
}
