import type { Microseconds } from '../core/ledger.ts';
import type { LimitTrace } from '../core/run-result.ts';

/** Most points of a trace; a chart is not wider. */
const MOST = 1_000;

/** How a strategy's own limit moved. Bounded: where it moves often, the last value of each step stands for the step. */
export class LimitTraceRecorder {
  #unit: LimitTrace['unit'] = 'in_flight';
  #times: Microseconds[] = [];
  #limits: number[] = [];
  /** Two points are at least this far apart. Doubles when there are too many. */
  #step: Microseconds = 1;

  add(at: Microseconds, limit: number, unit: LimitTrace['unit']): void {
    this.#unit = unit;
    if (limit === this.#limits.at(-1)) return;
    this.#put(at, limit);
    while (this.#times.length > MOST) this.#thin();
  }

  /** `undefined` when the strategy told no limit. */
  toTrace(): LimitTrace | undefined {
    if (this.#times.length === 0) return undefined;
    return {
      unit: this.#unit,
      t_ms: this.#times.map((time) => time / 1_000),
      limit: [...this.#limits],
    };
  }

  #put(at: Microseconds, limit: number): void {
    const last = this.#times.at(-1);
    if (last !== undefined && at - last < this.#step) {
      this.#limits[this.#limits.length - 1] = limit;
      return;
    }
    this.#times.push(at);
    this.#limits.push(limit);
  }

  #thin(): void {
    const [times, limits] = [this.#times, this.#limits];
    this.#times = [];
    this.#limits = [];
    this.#step *= 2;
    for (const [i, time] of times.entries()) this.#put(time, limits[i] ?? 0);
  }
}
