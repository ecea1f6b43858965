import type { LedgerEntry, Microseconds } from '../../core/ledger.ts';
import type { ProbeSample } from '../../core/tuning.ts';
import type { Milliseconds } from '../../core/units.ts';
import { InFlightGauge } from '../../measure/in-flight.ts';

/** Parts of the window that the error of the throughput comes from. */
const PARTS = 10;

/**
 * Counts what a probe asks, and nothing else: a probe of thousands of items needs neither rows nor histograms. Stands in the place of a
 * recorder.
 */
export class ProbeMeter {
  readonly inFlight = new InFlightGauge();
  readonly #warmUp: number;
  readonly #limits: readonly Microseconds[];
  readonly #late: number[];
  readonly #calls: Microseconds[] = [];
  /** Of answered items. */
  readonly #done: Microseconds[] = [];
  /** Of these and of failed ones. */
  readonly #ends: Microseconds[] = [];
  #started = 0;
  #items = 0;
  #failed = 0;
  #attempts = 0;
  #rateLimited = 0;
  #from = Number.POSITIVE_INFINITY;
  #to = Number.POSITIVE_INFINITY;

  /**
   * @param warmUp first items, which do not count
   * @param limits longest calls that are not late
   */
  constructor(warmUp: number, limits: readonly Milliseconds[]) {
    this.#warmUp = warmUp;
    this.#limits = limits.map((ms) => ms * 1_000);
    this.#late = limits.map(() => 0);
  }

  /**
   * An attempt starts; the first one of an item is the item's start, however long ago it was pulled: the first item that counts opens
   * the window, the latest closes it.
   */
  start(sent: Microseconds, attempt: number): number {
    if (attempt === 0) {
      if (this.#started === this.#warmUp) this.#from = sent;
      this.#started++;
      this.#to = sent;
    }
    return this.inFlight.start(sent);
  }

  /** An attempt counts when its item has ended. */
  recordAttempt(): void {}

  /** An incomplete item counts for nothing. */
  recordAge(): void {}

  record({ item, bin, done_us, attempts }: LedgerEntry): void {
    const answered = bin === 'completed' && done_us !== undefined;
    if (done_us !== undefined) this.#recordEnd(done_us, answered);
    const first = attempts[0];
    if (item < this.#warmUp || bin === 'incomplete' || !first) return;
    this.#items++;
    this.#attempts += attempts.length;
    for (const { outcome } of attempts) if (outcome === 'rate-limited') this.#rateLimited++;
    const call = answered ? done_us - first.sent_us : Number.POSITIVE_INFINITY;
    if (answered) this.#calls.push(call);
    else this.#failed++;
    for (const [index, limit] of this.#limits.entries()) {
      if (call > limit) this.#late[index] = (this.#late[index] ?? 0) + 1;
    }
  }

  #recordEnd(at: Microseconds, answered: boolean): void {
    if (at <= this.#from) return;
    this.#ends.push(at);
    if (answered) this.#done.push(at);
  }

  /** What was counted until now. */
  get counts(): Pick<ProbeSample, 'items' | 'failed' | 'late' | 'attempts' | 'rateLimited'> {
    return {
      items: this.#items,
      failed: this.#failed,
      late: [...this.#late],
      attempts: this.#attempts,
      rateLimited: this.#rateLimited,
    };
  }

  sample(): ProbeSample {
    const call = describe(this.#calls);
    return { ...this.counts, ...this.#throughput(), ...(call && { call }) };
  }

  /**
   * Items that end in the window, times the share that was answered of those that count: some that end in it only warmed up, in the
   * place of those that end after it, and may have fared better.
   */
  #throughput(): Pick<ProbeSample, 'perSecond' | 'perSecondError'> {
    // All at once have no last start to end with.
    const to = this.#to > this.#from ? this.#to : (this.#ends.at(-1) ?? this.#from);
    const length = to - this.#from;
    if (!(length > 0) || this.#items === 0) return { perSecond: 0, perSecondError: 0 };
    const parts = Array<number>(PARTS).fill(0);
    for (const done of this.#done) {
      const part = Math.ceil(((done - this.#from) / length) * PARTS) - 1;
      if (part < PARTS) parts[part] = (parts[part] ?? 0) + 1;
    }
    const mean = parts.reduce((sum, part) => sum + part, 0) / PARTS;
    const squares = parts.reduce((sum, part) => sum + (part - mean) ** 2, 0);
    const ended = this.#ends.filter((end) => end <= to).length;
    const seconds = length / 1_000_000;
    return {
      perSecond: (ended / seconds) * ((this.#items - this.#failed) / this.#items),
      perSecondError: Math.sqrt((squares * PARTS) / (PARTS - 1)) / seconds,
    };
  }
}

function describe(calls: readonly Microseconds[]): ProbeSample['call'] {
  if (calls.length === 0) return undefined;
  const sorted = Float64Array.from(calls).sort();
  const rank = (q: number) => (sorted[Math.ceil(q * sorted.length) - 1] ?? 0) / 1_000;
  const sum = sorted.reduce((total, call) => total + call, 0);
  return { p50: rank(0.5), p95: rank(0.95), mean: sum / sorted.length / 1_000 };
}
