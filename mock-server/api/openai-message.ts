import type { Chunk } from '../core/sink.ts';
import type { MessageFacts, MessageStream } from './api.ts';
import { tokensText } from './filler.ts';
import { dataEvent } from './sse.ts';

/** A complete chat completion. */
export function wholeCompletion(facts: MessageFacts) {
  const { item, outputTokens, thinkingTokens, wire } = facts;
  return {
    ...envelope(facts, 'chat.completion'),
    choices: [
      {
        index: 0,
        message: {
          role: 'assistant',
          content: tokensText(item, 1, outputTokens - thinkingTokens, wire.text),
          refusal: null,
          annotations: [],
        },
        logprobs: null,
        finish_reason: finishReason(facts),
      },
    ],
    usage: usage(facts),
  };
}

/** The chunks of one completion. Reasoning is not sent: a chunk of it is empty. */
export class OpenaiStream implements MessageStream {
  readonly #facts: MessageFacts;
  /** All chunks of a reply begin alike, so that the common part is turned into text once. */
  readonly #common: string;
  #sent = 0;
  #chunks = 0;

  constructor(facts: MessageFacts) {
    this.#facts = facts;
    this.#common = JSON.stringify(envelope(facts, 'chat.completion.chunk')).slice(0, -1);
  }

  start(): Chunk {
    return this.#choice('{"role":"assistant","content":"","refusal":null}', null);
  }

  tokensUpTo(count: number): Chunk {
    const { item, thinkingTokens, wire } = this.#facts;
    const from = Math.max(1, this.#sent + 1 - thinkingTokens);
    this.#sent = count;
    if (count <= thinkingTokens) return '';
    const content = tokensText(item, from, count - thinkingTokens, wire.text);
    return this.#choice(`{"content":"${content}"}`, null);
  }

  finish(): Chunk {
    const last = this.#choice('{}', finishReason(this.#facts));
    return last + this.#usageChunk() + dataEvent('[DONE]');
  }

  #choice(delta: string, reason: string | null): string {
    const noUsage = this.#facts.includeUsage ? ',"usage":null' : '';
    return dataEvent(
      `${this.#common},"choices":[{"index":0,"delta":${delta},"logprobs":null,` +
        `"finish_reason":${JSON.stringify(reason)}}]${noUsage}${this.#obfuscation()}}`,
    );
  }

  #usageChunk(): string {
    if (!this.#facts.includeUsage) return '';
    const used = JSON.stringify(usage(this.#facts));
    return dataEvent(`${this.#common},"choices":[],"usage":${used}${this.#obfuscation()}}`);
  }

  /** A string of random length, so that sizes of packets do not tell what was said. */
  #obfuscation(): string {
    const { wire, plainChunks } = this.#facts;
    if (!wire.obfuscation || plainChunks) return '';
    const digits = this.#facts
      .uniform('obfuscation', this.#chunks++)
      .toString(36)
      .slice(2);
    const length = 1 + (digits.charCodeAt(0) % 10);
    return `,"obfuscation":"${digits.slice(0, length)}"`;
  }
}

export function unixSeconds(time: Date): number {
  return Math.floor(time.getTime() / 1_000);
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

function finishReason({ cut }: MessageFacts): string {
  return cut ? 'length' : 'stop';
}

function usage({ inputTokens, cacheReadTokens, outputTokens, thinkingTokens }: MessageFacts) {
  return {
    prompt_tokens: inputTokens,
    completion_tokens: outputTokens,
    total_tokens: inputTokens + outputTokens,
    prompt_tokens_details: { cached_tokens: cacheReadTokens, audio_tokens: 0 },
    completion_tokens_details: {
      reasoning_tokens: thinkingTokens,
      audio_tokens: 0,
      accepted_prediction_tokens: 0,
      rejected_prediction_tokens: 0,
    },
  };
}
