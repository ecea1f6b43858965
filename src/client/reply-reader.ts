import { createParser } from 'eventsource-parser';
import type { Outcome } from '../core/outcome.ts';
import type { Headers, ReplyReader, TokenKind } from '../core/wire.ts';
import { ArrivingText } from './arriving-text.ts';
import { failureOfReply, readRequestId } from './failure.ts';
import { readRateLimit } from './rate-limit.ts';

/** Takes the events of one stream, in order. */
export interface StreamReader {
  /** @param name the event's `event:` field */
  event(name: string | undefined, data: string): TokenKind;
  /** What the stream was, judged by the events that came: an object of its own. */
  end(): Outcome;
}

/** What differs between APIs in reading the reply to a request that was accepted. */
export interface ReplyFormat {
  /** Reads a reply that came whole, into an object of its own. */
  readBody(text: string): Outcome;
  createStreamReader(): StreamReader;
}

/** How much of an error's body is kept. */
const LONGEST_ERROR_BODY = 65_536;

/**
 * Reads replies of one API. The reply itself says whether it is a stream: a gateway may answer
 * either way, whatever was asked for.
 */
export class HttpReplyReader implements ReplyReader {
  readonly #format: ReplyFormat;
  readonly #wall: () => Date;
  readonly #text = new ArrivingText();
  #status = 0;
  #headers: Headers = {};
  #body = '';
  #stream: ReturnType<typeof openStream> | undefined;

  constructor(format: ReplyFormat, wall: () => Date) {
    this.#format = format;
    this.#wall = wall;
  }

  head(status: number, headers: Headers): void {
    this.#status = status;
    this.#headers = headers;
    const streamed = headers['content-type']?.startsWith('text/event-stream');
    if (this.#accepted && streamed) this.#stream = openStream(this.#format.createStreamReader());
  }

  data(bytes: Uint8Array): TokenKind {
    const text = this.#text.add(bytes);
    if (this.#stream) return this.#stream.feed(text);
    if (this.#accepted || this.#body.length < LONGEST_ERROR_BODY) this.#body += text;
    return 'none';
  }

  get pieces(): number {
    return this.#stream?.pieces ?? 0;
  }

  end(): Outcome {
    const rateLimit = readRateLimit(this.#headers);
    if (!this.#accepted) {
      const failure = failureOfReply(this.#status, this.#headers, this.#body, this.#wall);
      return rateLimit ? { ...failure, rateLimit } : failure;
    }
    const outcome = this.#stream ? this.#stream.end() : this.#format.readBody(this.#body);
    // Written into it: a copy for every reply would cost more than all that is read of its head.
    const facts: HeadFacts = outcome;
    const requestId = readRequestId(this.#headers);
    facts.status = this.#status;
    if (requestId !== undefined) facts.requestId = requestId;
    if (rateLimit) facts.rateLimit = rateLimit;
    return outcome;
  }

  get #accepted(): boolean {
    return this.#status >= 200 && this.#status < 300;
  }
}

/** What an outcome has from the head of its reply. */
type HeadFacts = { -readonly [K in 'status' | 'requestId' | 'rateLimit']?: Outcome[K] };

/** Cuts a stream's text into events. A piece counts as the strongest event that it completes. */
function openStream(reader: StreamReader) {
  let strongest: TokenKind = 'none';
  let pieces = 0;
  const parser = createParser({
    onEvent({ event, data }) {
      const kind = reader.event(event, data);
      if (kind !== 'none') pieces++;
      if (kind === 'output' || strongest === 'none') strongest = kind;
    },
  });
  return {
    feed(text: string): TokenKind {
      strongest = 'none';
      pieces = 0;
      parser.feed(text);
      return strongest;
    },
    get pieces() {
      return pieces;
    },
    end: () => reader.end(),
  };
}
