import type { Item } from '../core/item.ts';
import type { Around, AttemptListener, Hedge, Settled } from '../core/job.ts';
import type { Microseconds } from '../core/ledger.ts';
import type { Outcome } from '../core/outcome.ts';
import type { RetryPlan } from '../core/plan.ts';
import type { Rng } from '../core/rng.ts';
import type { ToldLimit } from '../core/run-result.ts';
import type { Milliseconds } from '../core/units.ts';
import type { TaskFunction } from '../core/user-code.ts';
import type { Retries } from '../dispatch/retries/retries.ts';
import { createRetries } from '../dispatch/retries/retries.ts';
import { EVENTS } from '../measure/event-log.ts';
import type { AttemptParts } from './attempts.ts';
import { Attempts } from './attempts.ts';
import type { BatchHost } from './batch-run.ts';
import { checkAnswer } from './check-answer.ts';
import type { Ended } from './hedge.ts';
import { raceCopies } from './hedge.ts';
import type { ItemRunner } from './item-work.ts';
import { ItemWork } from './item-work.ts';
import type { OpenableJob, OpenJob, Send } from './open-job.ts';
import type { Stop } from './run-stop.ts';
import { RunStop, UNPAID } from './run-stop.ts';
import { runTask } from './run-task.ts';
import type { SettlementParts } from './settlement.ts';
import { Settlement } from './settlement.ts';

export interface StrategyRunParts
  extends Omit<AttemptParts, 'recorder'>,
    Omit<SettlementParts, 'recorder'> {
  readonly rng: Rng;
  readonly retry: RetryPlan;
  readonly recorder: AttemptParts['recorder'] & SettlementParts['recorder'];
}

/**
 * One strategy at work on one workload: makes its jobs, runs their attempts and retries, and measures them. The only
 * place that measures, so that no strategy can forget to.
 */
export class StrategyRun {
  readonly #parts: StrategyRunParts;
  readonly #stop = new RunStop();
  readonly #attempts: Attempts;
  readonly #retries: Retries;
  readonly #settlement: Settlement;
  /** Items that the user's own code works on. They are settled when the strategy has ended. */
  readonly #held: ItemWork[] = [];
  readonly #runner: ItemRunner;
  readonly #strays: ItemWork;
  #unsettled = 0;
  #allSettled = () => {};

  constructor(parts: StrategyRunParts) {
    this.#parts = parts;
    this.#attempts = new Attempts(parts, this.#stop);
    this.#retries = createRetries(parts.retry, parts.rng);
    this.#settlement = new Settlement(parts, this.#stop, this.#attempts.now);
    const { task } = parts;
    this.#runner = {
      run: (work, around, hedge) => {
        this.#begin(work.item);
        if (task) return this.#runTask(task, work, around);
        return this.#runItem(work.item, work, around, hedge);
      },
      hold: (work) => {
        this.#begin(work.item);
        return this.#holdOpen(work);
      },
    };
    this.#strays = new ItemWork(STRAY, { intended: 0, due: 0, taken: 0 }, this.#runner);
  }

  /** Microseconds since the start of this run, as in the ledger. */
  now(): Microseconds {
    return this.#attempts.now();
  }

  get stop(): Stop | undefined {
    return this.#stop.first;
  }

  /** By the first reply that told any. */
  get toldLimits(): readonly ToldLimit[] | undefined {
    return this.#attempts.toldLimits;
  }

  /** Aborts when nothing more is to start. */
  get signal(): AbortSignal {
    return this.#stop.signal;
  }

  observe(listener: AttemptListener): void {
    this.#attempts.observe(listener);
  }

  /** The run is interrupted, or its time is up: starts nothing more and ends what is in flight. The first stop counts. */
  cut(reason: string, kind: 'cut' | 'expired' = 'cut'): void {
    if (this.#stop.note({ kind, reason, at: this.now() })) this.#endAttempts(reason);
  }

  /**
   * The strategy gives up: starts nothing more. What is in flight ends in an event of its own at this instant, so that
   * every other failure of the instant is still seen. The first stop counts.
   */
  abort(reason: string): void {
    if (!this.#stop.note({ kind: 'abort', reason, at: this.now() })) return;
    const { clock } = this.#parts;
    clock.at(clock.now(), () => this.#endAttempts(reason));
  }

  #endAttempts(reason: string): void {
    this.#stop.tell(reason);
    this.#attempts.abortAll();
  }

  /**
   * The strategy has ended: the items that its own code holds open get no further attempt. Jobs go on to their ends.
   *
   * @returns attempts that were still on the wire
   */
  closeOpen(): number {
    const orphaned = this.stop ? 0 : this.#parts.recorder.inFlight.current;
    if (this.#held.length === 0 && this.#strays.started === 0) return orphaned;
    const reason = 'the strategy had returned';
    if (this.#unsettled > 0) this.abort(reason);
    else this.#stop.note({ kind: 'abort', reason, at: this.now() });
    return orphaned;
  }

  /**
   * Settles the items that are held open.
   *
   * @param standstill whether the strategy never came to its end
   * @returns how many of them failed without being cancelled
   */
  settleOpen(standstill = false): number {
    if (standstill) {
      this.#stop.note({ kind: 'cut', reason: 'the run came to a standstill', at: this.now() });
    }
    // In the order of their ends, as jobs settle.
    const held = this.#held.splice(0).sort((a, b) => endOf(a) - endOf(b));
    const settled = held.map((work) => this.#settlement.settle(work));
    return settled.filter(({ outcome: { kind } }) => kind !== 'ok' && kind !== 'cancelled').length;
  }

  /** One attempt of the user's own code that belongs to no item. */
  stray(send: Send, asks?: Item): Promise<Outcome> {
    return this.#attemptBy(send, this.#strays, asks);
  }

  /** Attempts that belonged to no item. */
  get strays(): number {
    return this.#strays.attempts.length;
  }

  /** What batches may do: their items have attempts here, but answers come another way. */
  get batchHost(): BatchHost {
    const { clock } = this.#parts;
    return {
      clock,
      signal: this.signal,
      retriesOf: (item) => this.#retries.begin(item, clock.now()),
      adopt: ({ item }) => {
        this.#begin(item);
        this.#unsettled++;
      },
      affords: (items) => {
        if (this.#parts.account?.affords(items) ?? true) return true;
        // Without the signal: batches that the server has are paid for, and their results are read.
        this.#stop.note({ kind: 'cut', reason: UNPAID, at: this.now() });
        return false;
      },
      attempt: (work, send) => this.#attempts.run(work.item, work.started++, this.now(), { send }),
      settle: (work) => {
        this.#settlement.settle(work);
        if (--this.#unsettled === 0) this.#allSettled();
      },
    };
  }

  /** Resolves when every job that was started has settled. */
  async settled(): Promise<void> {
    if (this.#unsettled === 0) return;
    await new Promise<void>((resolve) => {
      this.#allSettled = resolve;
    });
  }

  /**
   * Makes the job of an item that is being pulled now.
   *
   * @param intended when it should have started, after the start of the run
   * @param due when that time was noticed
   */
  toJob(item: Item, intended: Milliseconds = 0, due: Milliseconds = 0): OpenableJob {
    const taken = this.now();
    const pulled = {
      intended: Math.round(intended * 1_000),
      due: Math.round(due * 1_000),
      taken,
    };
    return new ItemWork(item, pulled, this.#runner);
  }

  /** Pulled items may lie in a buffer, which nobody outside can tell: they count from here on. */
  #begin({ index }: Item): void {
    this.#parts.log?.add(this.now(), EVENTS.begun, index, 0, 0);
  }

  /** The item's attempts until one succeeds or no other may follow; then it is settled, unless somebody holds it open. */
  async #runItem(item: Item, work: ItemWork, around?: Around, hedge?: Hedge): Promise<Settled> {
    const { clock } = this.#parts;
    const retries = this.#retries.begin(item.index, clock.now());
    let outcome: Outcome | undefined;
    let backoff: Milliseconds | undefined;
    work.keepsSlot = around === undefined;
    this.#unsettled++;
    try {
      do {
        if (backoff !== undefined) await this.#sleep(backoff);
        const ended = await this.#attemptWithin(around, hedge, item, work);
        if (!ended) break;
        outcome = ended.outcome;
        backoff = retries.after(outcome, clock.now());
        if (backoff !== undefined && ended.noBackoff) backoff = 0;
        work.add(backoff === undefined ? ended.entry : { ...ended.entry, backoff_ms: backoff });
      } while (backoff !== undefined);
      work.outcome = outcome;
      return work.held ? this.#settlement.describe(work) : this.#settlement.settle(work);
    } finally {
      if (--this.#unsettled === 0) this.#allSettled();
    }
  }

  #holdOpen(work: ItemWork): OpenJob {
    this.#held.push(work);
    return this.#open(work);
  }

  /** Hands an item to the user's own code. */
  #open(work: ItemWork): OpenJob {
    work.held = true;
    work.overlapped = true;
    return {
      item: work.item,
      get busy() {
        return work.started > work.attempts.length;
      },
      get outcome() {
        return work.outcome;
      },
      call: async (request, around) => (await this.#runItem(request, work, around)).outcome,
      attempt: (send, asks) => this.#attemptBy(send, work, asks),
    };
  }

  async #attemptBy(send: Send, work: ItemWork, asks: Item | undefined): Promise<Outcome> {
    this.#unsettled++;
    try {
      const hooks = asks ? { send, asks } : { send };
      const ended = await this.#attempts.run(work.item, work.started++, this.now(), hooks);
      if (ended) work.add(ended.entry);
      // A reply that is given up late does not take back the answer that came meanwhile.
      if (work.outcome?.kind !== 'ok') work.outcome = ended?.outcome;
      return this.#settlement.describe(work).outcome;
    } finally {
      if (--this.#unsettled === 0) this.#allSettled();
    }
  }

  async #runTask(task: TaskFunction, work: ItemWork, around: Around | undefined): Promise<Settled> {
    this.#unsettled++;
    try {
      work.outcome = await runTask(task, this.#open(work), around, this.signal);
      const { check } = this.#parts;
      if (check) work.outcome = checkAnswer(check, work.outcome, work.item);
      work.done = this.now();
      return this.#settlement.settle(work);
    } finally {
      if (--this.#unsettled === 0) this.#allSettled();
    }
  }

  #attemptWithin(
    around: Around | undefined,
    hedge: Hedge | undefined,
    item: Item,
    work: ItemWork,
  ): Promise<Ended | undefined> {
    if (hedge) return this.#hedged(item, work, around ?? direct, hedge);
    if (around) return this.#around(around, item, work);
    return this.#attempts.run(item, work.started++, this.now());
  }

  #around(around: Around, item: Item, work: ItemWork): Promise<Ended | undefined> {
    const asked = this.now();
    return around(() => {
      // It waited for its turn until no further item may begin.
      if (work.started === 0 && this.#parts.noMore?.aborted) return Promise.resolve(undefined);
      return this.#attempts.run(item, work.started++, asked);
    });
  }

  /** One attempt and its copies; the rows of those that lost are kept at once. */
  async #hedged(
    item: Item,
    work: ItemWork,
    around: Around,
    hedge: Hedge,
  ): Promise<Ended | undefined> {
    const copies = await raceCopies(hedge, this.#parts.clock, (race) => {
      const asked = this.now();
      return around(() => this.#attempts.run(item, work.started++, asked, { race }));
    });
    const last = copies.pop();
    for (const { entry } of copies) work.add(entry);
    work.overlapped ||= copies.length > 0;
    return last;
  }

  /** Waits unless the run is stopped meanwhile; the loop then finds out by itself. */
  async #sleep(ms: Milliseconds): Promise<void> {
    if (ms > 0) await this.#parts.clock.sleep(ms, this.signal).catch(() => {});
  }
}

const direct: Around = (attempt) => attempt();

/** Stands for the item of an attempt that has none. */
const STRAY: Item = { index: -1, prompt: '', maxTokens: 0 };

function endOf({ done, attempts }: ItemWork): Microseconds {
  return done ?? attempts.at(-1)?.ended_us ?? Number.POSITIVE_INFINITY;
}
