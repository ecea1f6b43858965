import type { AttemptWatch } from '../core/client.ts';
import type { AttemptEntry, Microseconds } from '../core/ledger.ts';
import type { Outcome } from '../core/outcome.ts';

const NO_GAPS: readonly Microseconds[] = [];

/** The instants of one attempt, stamped as they happen. Only this class decides what a timestamp means. */
export class AttemptRecord implements AttemptWatch {
  readonly #now: () => Microseconds;
  readonly #attempt: number;
  readonly #asked: Microseconds;
  readonly sent: Microseconds;
  /** A socket was ready, new or reused. */
  socketReady: Microseconds | undefined;
  headersAt: Microseconds | undefined;
  firstToken: Microseconds | undefined;
  /** The last sign of life: head or bytes. */
  lastArrival: Microseconds | undefined;
  #freshSocket = false;
  #firstByte: Microseconds | undefined;
  #firstOutput: Microseconds | undefined;
  #lastToken: Microseconds | undefined;
  #longestStall: Microseconds | undefined;
  #gaps: Microseconds[] | undefined;
  /** Gaps that are 0 because both pieces came in one read. */
  coalesced = 0;
  #bytesIn = 0;

  constructor(attempt: number, asked: Microseconds, now: () => Microseconds) {
    this.#attempt = attempt;
    this.#asked = asked;
    this.#now = now;
    this.sent = now();
  }

  connected(fresh: boolean): void {
    this.socketReady ??= this.#now();
    this.#freshSocket = fresh;
  }

  headers(): void {
    this.headersAt = this.lastArrival = this.#now();
  }

  bytes(count: number): void {
    this.lastArrival = this.#now();
    this.#firstByte ??= this.lastArrival;
    this.#bytesIn += count;
  }

  /** A token's instant is that of its bytes, which the client reports first and parses later. */
  token(output: boolean, pieces = 1): void {
    const now = this.lastArrival ?? this.#now();
    this.firstToken ??= now;
    if (output) this.#firstOutput ??= now;
    if (this.#lastToken !== undefined) this.#gap(now - this.#lastToken);
    if (pieces > 1) {
      this.coalesced += pieces - 1;
      this.#longestStall ??= 0;
    }
    this.#lastToken = now;
  }

  #gap(gap: Microseconds): void {
    this.#longestStall = Math.max(this.#longestStall ?? 0, gap);
    if (this.#gaps) this.#gaps.push(gap);
    else this.#gaps = [gap];
  }

  /** Gaps between reads that held tokens. They live as long as the attempt. */
  get gaps(): readonly Microseconds[] {
    return this.#gaps ?? NO_GAPS;
  }

  /** The finished row of the ledger. Call it once, at the end. */
  toEntry(outcome: Outcome): AttemptEntry {
    const failure = outcome.kind === 'ok' ? undefined : outcome;
    const { usage } = outcome;
    return {
      attempt: this.#attempt,
      asked_us: this.#asked,
      sent_us: this.sent,
      connected_us: this.#freshSocket ? this.socketReady : undefined,
      headers_us: this.headersAt,
      first_byte_us: this.#firstByte,
      first_token_us: this.firstToken,
      first_output_us: this.#firstOutput,
      last_token_us: this.#lastToken,
      longest_stall_us: this.#longestStall,
      ended_us: this.#now(),
      outcome: outcome.kind,
      stage: outcome.kind === 'timeout' ? outcome.stage : undefined,
      status: outcome.status,
      error_type: failure?.errorType,
      retry_after_ms: failure?.retryAfter,
      request_id: outcome.requestId,
      input_tokens: usage && inputTokens(usage),
      // Where no cache is used, APIs report 0.
      cache_read_tokens: usage?.cacheReadTokens || undefined,
      cache_write_tokens: usage?.cacheWriteTokens || undefined,
      output_tokens: usage?.outputTokens,
      bytes_in: this.#bytesIn,
      message: failure?.message,
    };
  }
}

/** Everything that went in: uncached, written to and read from a cache. Absent when nothing was reported. */
function inputTokens(usage: NonNullable<Outcome['usage']>): number | undefined {
  const { inputTokens: uncached, cacheWriteTokens, cacheReadTokens } = usage;
  if (uncached === undefined) return undefined;
  return uncached + (cacheWriteTokens ?? 0) + (cacheReadTokens ?? 0);
}
