import type { Chunk } from '../core/sink.ts';
import { emptyMessage, signature, stopReason, tokenDetails } from './anthropic-message.ts';
import type { MessageFacts, MessageStream } from './api.ts';
import { thoughtText, tokensText, WORDS, wordIndex } from './filler.ts';
import { namedEvent, padded, prebuilt } from './sse.ts';

/** Most blanks that pad an event. */
const MOST_BLANKS = 20;

export const PING = namedEvent('ping');

const TEXT_START = blockStart(0, { type: 'text', text: '' });

const THINKING_START = blockStart(0, { type: 'thinking', thinking: '', signature: '' });

const STOPS = [blockStop(0), blockStop(1)] as const;

const MESSAGE_STOP = namedEvent('message_stop');

const WORD_EVENTS = WORDS.plain.map((word) => prebuilt(textDelta(0, word)));

/** The events of one message: at most one thinking block, then at most one of text. */
export class AnthropicStream implements MessageStream {
  readonly #facts: MessageFacts;
  /** Whether every word's event is the same in all replies. */
  readonly #plain: boolean;
  #sent = 0;
  #events = 0;
  #openBlock: 0 | 1 = 0;

  constructor(facts: MessageFacts) {
    this.#facts = facts;
    const { padding, text } = facts.wire;
    this.#plain = !padding && text === 'plain' && facts.thinkingTokens === 0;
  }

  start(): Chunk {
    const thinks = this.#facts.thinkingTokens > 0;
    return (
      this.#event(namedEvent('message_start', { message: emptyMessage(this.#facts, 1) })) +
      this.#event(thinks ? THINKING_START : TEXT_START) +
      this.#event(PING)
    );
  }

  tokensUpTo(count: number): Chunk {
    const from = this.#sent + 1;
    this.#sent = count;
    if (this.#plain && from === count && count > 1) {
      const event = WORD_EVENTS[wordIndex(count)];
      if (event !== undefined) return event;
    }
    const { thinkingTokens } = this.#facts;
    const lastThought = Math.min(count, thinkingTokens);
    const thoughts = from <= lastThought ? this.#thoughts(from, lastThought) : '';
    if (count <= thinkingTokens) return thoughts;
    return thoughts + this.#text(Math.max(1, from - thinkingTokens), count - thinkingTokens);
  }

  finish(): Chunk {
    const { outputTokens } = this.#facts;
    const end = namedEvent('message_delta', {
      delta: { stop_reason: stopReason(this.#facts), stop_sequence: null, stop_details: null },
      usage: {
        output_tokens: outputTokens,
        ...(this.#facts.thinkingTokens > 0 && { output_tokens_details: tokenDetails(this.#facts) }),
      },
    });
    return this.#event(STOPS[this.#openBlock]) + this.#event(end) + this.#event(MESSAGE_STOP);
  }

  /** The last thought brings the signature, and opens the block of text if there will be any. */
  #thoughts(from: number, to: number): string {
    const { wire, thinkingTokens, outputTokens } = this.#facts;
    const thinking = thoughtText(from, to, wire.text);
    const delta = this.#delta({ type: 'thinking_delta', thinking });
    if (to < thinkingTokens) return delta;
    const signed =
      delta + this.#delta({ type: 'signature_delta', signature: signature(this.#facts) });
    if (outputTokens === thinkingTokens) return signed;
    const stop = this.#event(STOPS[0]);
    this.#openBlock = 1;
    return signed + stop + this.#event(blockStart(1, { type: 'text', text: '' }));
  }

  #text(from: number, to: number): string {
    const { item, wire } = this.#facts;
    return this.#delta({ type: 'text_delta', text: tokensText(item, from, to, wire.text) });
  }

  #delta(delta: object): string {
    return this.#event(namedEvent('content_block_delta', { index: this.#openBlock, delta }));
  }

  /** An event as it leaves. */
  #event(event: string): string {
    if (!this.#facts.wire.padding) return event;
    const u = this.#facts.uniform('padding', this.#events++);
    return padded(event, Math.floor(u * (MOST_BLANKS + 1)));
  }
}

function blockStart(index: 0 | 1, block: object): string {
  return namedEvent('content_block_start', { index, content_block: block });
}

function blockStop(index: 0 | 1): string {
  return namedEvent('content_block_stop', { index });
}

function textDelta(index: number, text: string): string {
  return namedEvent('content_block_delta', { index, delta: { type: 'text_delta', text } });
}
