import type { BatchesPlan } from '../../src/core/batches-plan.ts';
import type { Clock } from '../../src/core/clock.ts';
import type { Rng } from '../../src/core/rng.ts';
import type { Milliseconds } from '../../src/core/units.ts';
import { itemNumber } from '../core/identify.ts';
import { TokenBucket } from '../limits/token-bucket.ts';
import type { BatchRequest } from './batch.ts';
import { Batch } from './batch.ts';
import { doneTimes } from './processing.ts';

/** A batch and how its time relates to the clock's. */
interface Entry {
  readonly batch: Batch;
  readonly since: Milliseconds;
  /** How much its owner has put it forward. */
  skipped: Milliseconds;
}

/** All batches of a server, from one reset to the next. */
export class Batches {
  readonly #plan: BatchesPlan;
  readonly #clock: Clock;
  readonly #rng: Rng;
  readonly #calls: TokenBucket | undefined;
  /** In the order of creation. */
  readonly #entries = new Map<string, Entry>();
  #created = 0;

  constructor(plan: BatchesPlan, clock: Clock, rng: Rng) {
    this.#plan = plan;
    this.#clock = clock;
    this.#rng = rng;
    this.#calls = plan.rpm === undefined ? undefined : bucketOf(plan.rpm, clock.now());
  }

  /** Books one call of an endpoint. @returns how long to wait; 0 = it may pass */
  book(): Milliseconds {
    const now = this.#clock.now();
    const wait = this.#calls?.wait(1, now) ?? 0;
    if (wait === 0) this.#calls?.take(1, now);
    return wait;
  }

  /** Whether so many more requests may wait for their end. */
  hasRoomFor(requests: number): boolean {
    const { queue } = this.#plan;
    if (queue === undefined) return true;
    let waiting = requests;
    for (const { batch } of this.#entries.values()) waiting += batch.waiting(this.age(batch));
    return waiting <= queue;
  }

  /** @param isValid whether the parameters of a request are; the others end as errored */
  create(requests: readonly BatchRequest[], isValid: (request: BatchRequest) => boolean): Batch {
    const number = ++this.#created;
    const draw = (purpose: string, index: number) =>
      this.#rng.uniform(purpose, itemNumber(requests[index]?.customId ?? ''), number);
    const { cancelLatency, liveCounts, errored, expired } = this.#plan;
    const batch = new Batch({
      id: `msgbatch_${String(number).padStart(6, '0')}`,
      number,
      createdAt: this.#clock.wall(),
      requests,
      doneAt: doneTimes(this.#plan, requests.length, (index) => draw('demand', index)),
      outcomeOf(index) {
        const request = requests[index];
        if (request === undefined || !isValid(request)) return 'errored';
        const u = draw('batch_outcome', index);
        if (u < errored) return 'errored';
        return u < errored + expired ? 'expired' : 'succeeded';
      },
      cancelLatency,
      liveCounts,
    });
    this.#entries.set(batch.id, { batch, since: this.#clock.now(), skipped: 0 });
    return batch;
  }

  find(id: string): Batch | undefined {
    return this.#entries.get(id)?.batch;
  }

  /** The newest first. */
  list(): readonly Batch[] {
    return [...this.#entries.values()].map(({ batch }) => batch).reverse();
  }

  delete(batch: Batch): void {
    this.#entries.delete(batch.id);
  }

  /** How old a batch is, on its own scale. */
  age({ id }: Batch): Milliseconds {
    const entry = this.#entries.get(id);
    if (entry === undefined) return 0;
    return (this.#clock.now() - entry.since) * this.#plan.timeScale + entry.skipped;
  }

  /**
   * Puts a batch forward to an age, or to its end; never back.
   *
   * @returns its age; `undefined` when there is no such batch
   */
  advance(id: string, to: Milliseconds | 'ended'): Milliseconds | undefined {
    const entry = this.#entries.get(id);
    if (entry === undefined) return undefined;
    const target = to === 'ended' ? entry.batch.endsAt : to;
    entry.skipped += Math.max(0, target - this.age(entry.batch));
    return this.age(entry.batch);
  }

  /** Indices of a batch's requests in the order in which their results are told. */
  order({ number, requests }: Batch): readonly number[] {
    const places = requests.map(({ customId }) =>
      this.#rng.uniform('batch_order', itemNumber(customId), number),
    );
    return requests.map((_, index) => index).sort((a, b) => (places[a] ?? 0) - (places[b] ?? 0));
  }
}

function bucketOf(rpm: number, now: Milliseconds): TokenBucket {
  const burst = Math.max(1, Math.floor(rpm));
  const shared = { dimension: 'requests', algorithm: 'token-bucket' } as const;
  return new TokenBucket({ ...shared, limit: rpm, window: 60_000, burst }, now);
}
