import type { BatchClient, BatchDraft, Batches, BatchReply, OpenBatch } from '../core/batches.ts';
import { MOST_BYTES, MOST_REQUESTS } from '../core/batches.ts';
import type { AttemptRequest } from '../core/client.ts';
import type { Clock } from '../core/clock.ts';
import type { Item } from '../core/item.ts';
import type { Job } from '../core/job.ts';
import type { Failure, Outcome } from '../core/outcome.ts';
import type { Milliseconds } from '../core/units.ts';
import type { ItemRetries } from '../dispatch/retries/retries.ts';
import { isRetryable } from '../dispatch/retries/retryable.ts';
import type { Ended } from './hedge.ts';
import type { ItemWork } from './item-work.ts';
import type { Send } from './open-job.ts';

/** What batches need of the run that they belong to. */
export interface BatchHost {
  readonly clock: Clock;
  /** Aborts when nothing more is to start. */
  readonly signal: AbortSignal;
  /** The retries of a request that is not an item's own. */
  retriesOf(item: number): ItemRetries;
  /** From now on the run waits for this item, too. */
  adopt(work: ItemWork): void;
  /** Whether there is money for all of these; if not, the run is stopped. */
  affords(items: readonly Item[]): boolean;
  /** One attempt over another wire; nothing when the run was stopped before. */
  attempt(work: ItemWork, send: Send): Promise<Ended | undefined>;
  /** The item has come to its end. */
  settle(work: ItemWork): void;
}

/** Polls in a row that may fail before a batch is given up: an hour, at the usual 30 s. */
const MOST_FAILED_POLLS = 120;

/** How long creating or cancelling a batch may take. */
const CALL_TIMEOUT: Milliseconds = 120_000;

/** The batch API for a strategy, where the target's was opened. */
export function createBatches(
  client: BatchClient | undefined,
  host: BatchHost,
): Batches | undefined {
  return client && { open: () => new Draft(client, host) };
}

/** A batch that is being filled. */
class Draft implements BatchDraft {
  readonly #client: BatchClient;
  readonly #host: BatchHost;
  readonly #works: ItemWork[] = [];
  #bytes = 0;

  constructor(client: BatchClient, host: BatchHost) {
    this.#client = client;
    this.#host = host;
  }

  get size(): number {
    return this.#works.length;
  }

  add(job: Job): boolean {
    const bytes = this.#client.sizeOf(job.item);
    const fits = this.#bytes + bytes <= MOST_BYTES && this.size < MOST_REQUESTS;
    // One that is too large for any batch is for the server to refuse.
    if (!fits && this.size > 0) return false;
    this.#bytes += bytes;
    // All jobs of a run are this class; only strategies must not know.
    this.#works.push(job as ItemWork);
    return true;
  }

  async send(): Promise<OpenBatch | undefined> {
    const { clock, signal, retriesOf, adopt, affords } = this.#host;
    const items = this.#works.map(({ item }) => item);
    const [first] = items;
    if (!first) return undefined;
    // One that is sent again has been waited for since it was sent first.
    for (const work of this.#works) if (work.started === 0) adopt(work);
    const retries = retriesOf(first.index);
    for (;;) {
      if (!affords(items)) return this.#giveUp();
      const batch = new Sent(this.#works, this.#client, this.#host);
      const created = signal.aborted
        ? { failure: STOPPED }
        : await within(clock, (ended) => this.#client.create(items, ended));
      if ('ok' in created) return batch.known(created.ok);
      const backoff = retries.after(created.failure, clock.now());
      await batch.refused(created.failure, backoff);
      if (backoff === undefined) return undefined;
      await clock.sleep(backoff, signal).catch(() => {});
    }
  }

  /** Its items get no attempt. */
  #giveUp(): undefined {
    for (const work of this.#works) this.#host.settle(work);
  }
}

/** An item that waits for its line. */
interface Waiting {
  readonly request: AttemptRequest;
  answer(outcome: Outcome): void;
}

/** A batch on the wire: the attempts of its items have begun. */
class Sent implements OpenBatch {
  readonly #client: BatchClient;
  readonly #host: BatchHost;
  readonly #waiting = new Map<number, Waiting>();
  readonly #ended: Promise<unknown>;
  /** Items that are to have another attempt. */
  readonly #again: ItemWork[] = [];
  #mayBeAgain: (failure: Failure) => boolean = () => false;
  #backoff: Milliseconds | undefined;
  #id = '';
  #failedPolls = 0;

  constructor(works: readonly ItemWork[], client: BatchClient, host: BatchHost) {
    this.#client = client;
    this.#host = host;
    this.#ended = Promise.all(
      works.map(async (work) => this.#end(work, await host.attempt(work, this.#sendOf(work)))),
    );
  }

  known(id: string): this {
    this.#id = id;
    return this;
  }

  /** The batch was not created. @param backoff how long until it is tried again; absent: never */
  async refused(failure: Failure, backoff: Milliseconds | undefined): Promise<void> {
    this.#backoff = backoff;
    this.#mayBeAgain = () => backoff !== undefined;
    await this.#answerAll(failure);
  }

  async hasEnded(): Promise<boolean> {
    const { signal } = this.#host;
    if (this.#waiting.size === 0) return true;
    const reply = await this.#client.hasEnded(this.#id, signal);
    if ('ok' in reply) {
      this.#failedPolls = 0;
      return reply.ok;
    }
    const { failure } = reply;
    if (isRetryable(failure) && ++this.#failedPolls < MOST_FAILED_POLLS) return false;
    if (!signal.aborted) await this.#answerAll(failure);
    return !signal.aborted;
  }

  async cancel(): Promise<void> {
    await within(this.#host.clock, (ended) => this.#client.cancel(this.#id, ended));
  }

  async results(again: (failure: Failure) => boolean): Promise<readonly Job[]> {
    const { clock, signal, retriesOf } = this.#host;
    this.#mayBeAgain = again;
    const [first] = this.#waiting.keys();
    if (first === undefined) return [];
    const retries = retriesOf(first);
    for (;;) {
      const read = await this.#client.results(this.#id, this.#take, signal);
      const failure = 'ok' in read ? NO_LINE : read.failure;
      // Lines that came count; the whole is asked for again, because a download cannot begin in the middle.
      const backoff = 'ok' in read ? undefined : retries.after(failure, clock.now());
      if (backoff === undefined) {
        await this.#answerAll(failure);
        return this.#again;
      }
      await clock.sleep(backoff, signal).catch(() => {});
    }
  }

  readonly #take = (item: number, outcome: Outcome, bytes: number) => {
    const waiting = this.#waiting.get(item);
    if (!waiting) return;
    this.#waiting.delete(item);
    waiting.request.watch.bytes(bytes);
    waiting.answer(outcome);
  };

  #sendOf({ item: { index } }: ItemWork): Send {
    return (request) =>
      new Promise((answer) => {
        this.#waiting.set(index, { request, answer });
        request.onAbort(() => {
          this.#waiting.delete(index);
          answer(STOPPED);
        });
      });
  }

  async #answerAll(failure: Failure): Promise<void> {
    for (const { answer } of this.#waiting.values()) answer(failure);
    this.#waiting.clear();
    await this.#ended;
  }

  #end(work: ItemWork, ended: Ended | undefined): void {
    if (ended) {
      const { entry, outcome } = ended;
      work.add(this.#backoff === undefined ? entry : { ...entry, backoff_ms: this.#backoff });
      work.outcome = outcome;
      if (outcome.kind !== 'ok' && outcome.kind !== 'cancelled' && this.#mayBeAgain(outcome)) {
        this.#again.push(work);
        return;
      }
    }
    this.#host.settle(work);
  }
}

const STOPPED: Failure = { kind: 'cancelled', message: 'aborted' };

const NO_LINE: Failure = {
  kind: 'invalid-output',
  message: 'the results of the batch have no line for this item',
};

/** A call that is not given up when the run is stopped: what it began must be known to be ended. */
async function within<T>(
  clock: Clock,
  call: (signal: AbortSignal) => Promise<BatchReply<T>>,
): Promise<BatchReply<T>> {
  const stop = new AbortController();
  const timer = clock.at(clock.now() + CALL_TIMEOUT, () => stop.abort(new Error('no answer')));
  try {
    return await call(stop.signal);
  } finally {
    timer.cancel();
  }
}
