import type { Clock } from '../core/clock.ts';
import type { Plan, StrategyPlan } from '../core/plan.ts';
import type { StrategyResult } from '../core/run-result.ts';
import type { Milliseconds } from '../core/units.ts';
import type { ProgressState, StrategyProgress } from '../render/terminal/progress.ts';
import type { LiveProgress } from '../runner/run-strategy.ts';

const AT_REST = {
  done: 0,
  inFlight: 0,
  waiting: 0,
  rateLimited: 0,
  failed: 0,
  elapsed: 0,
  perSecond: 0,
} as const;

/** Where a run stands, for whoever wants to paint it. Costs the run nothing until somebody looks. */
export class ProgressBoard {
  readonly scenario: string;
  readonly question: string | undefined;
  readonly #clock: Clock;
  readonly #startedAt: Milliseconds;
  readonly #total: { total: number } | Record<never, never>;
  readonly #strategies: StrategyProgress[];
  #running: { index: number; startedAt: Milliseconds; read: () => LiveProgress } | undefined;

  constructor(plan: Plan, count: number | undefined, clock: Clock) {
    this.scenario = plan.scenario;
    this.question = plan.question;
    this.#clock = clock;
    this.#startedAt = clock.now();
    this.#total = count === undefined ? {} : { total: count };
    this.#strategies = plan.strategies.map(({ name }) => ({
      ...AT_REST,
      ...this.#total,
      name,
      state: 'waiting',
    }));
  }

  /** Since it was made, in real time. */
  get elapsed(): Milliseconds {
    return this.#clock.now() - this.#startedAt;
  }

  get state(): ProgressState {
    return { strategies: this.#strategies.map((row, index) => this.#current(row, index)) };
  }

  /** The strategy that is running; `undefined` between two of them. */
  get running(): StrategyProgress | undefined {
    return this.state.strategies.find(({ state }) => state === 'running');
  }

  start({ name }: StrategyPlan, read: () => LiveProgress): void {
    this.#running = { index: this.#indexOf(name), startedAt: this.#clock.now(), read };
  }

  /** @returns the line of the strategy that ended */
  end({ name, metrics }: StrategyResult): StrategyProgress {
    const { completed, failed } = metrics.counts;
    const row: StrategyProgress = {
      ...AT_REST,
      ...this.#total,
      name,
      state: 'done',
      done: completed + failed,
      failed,
      rateLimited: metrics.attempts['rate-limited'],
      elapsed: metrics.makespan_ms,
      perSecond: metrics.throughput_per_s,
    };
    this.#running = undefined;
    this.#strategies[this.#indexOf(name)] = row;
    return row;
  }

  #indexOf(name: string): number {
    return this.#strategies.findIndex((row) => row.name === name);
  }

  #current(row: StrategyProgress, index: number): StrategyProgress {
    if (this.#running?.index !== index) return row;
    const { completed, failed, inFlight, rateLimited } = this.#running.read();
    const elapsed = this.#clock.now() - this.#running.startedAt;
    const done = completed + failed;
    return {
      ...row,
      state: 'running',
      done,
      inFlight,
      waiting: Math.max(0, (row.total ?? done + inFlight) - done - inFlight),
      rateLimited,
      failed,
      elapsed,
      perSecond: elapsed > 0 ? done / (elapsed / 1_000) : 0,
    };
  }
}
