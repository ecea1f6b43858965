import type { Milliseconds } from '../core/units.ts';
import type { HistoryPoint, RunHistory } from '../render/terminal/dashboard.ts';
import type { StrategyProgress } from '../render/terminal/progress.ts';

/** Points that are kept; then each pair becomes one, so that a run of any length fits. */
const MOST_POINTS = 240;

/** Remembers how the running strategy went. It is told where the run stands, as often as the screen is painted. */
export class RunHistoryKeeper {
  readonly #firstEvery: Milliseconds;
  #every: Milliseconds;
  #strategy: string | undefined;
  #points: HistoryPoint[] = [];
  /** Where the open point began. */
  #opening = { at: 0, done: 0, rateLimited: 0 };

  /** @param every time that a point stands for, until there are too many of them */
  constructor(every: Milliseconds) {
    this.#firstEvery = every;
    this.#every = every;
  }

  /**
   * @param running the strategy as it stands; it begins anew where that is another one, or another round
   * @param now on the clock of whoever paints
   */
  add(running: StrategyProgress | undefined, now: Milliseconds): RunHistory | undefined {
    if (!running) return undefined;
    const { name, done, inFlight, rateLimited } = running;
    if (name !== this.#strategy || done < this.#opening.done) this.#begin(running, now);
    const { at, done: doneBefore, rateLimited: refusedBefore } = this.#opening;
    const seconds = (now - at) / 1_000;
    if (now - at >= this.#every) {
      this.#points.push({
        perSecond: (done - doneBefore) / seconds,
        inFlight,
        refusedPerSecond: (rateLimited - refusedBefore) / seconds,
      });
      this.#opening = { at: now, done, rateLimited };
      if (this.#points.length === MOST_POINTS) this.#halve();
    }
    return { strategy: name, every: this.#every, points: this.#points };
  }

  #begin({ name, done, rateLimited }: StrategyProgress, now: Milliseconds): void {
    this.#strategy = name;
    this.#every = this.#firstEvery;
    this.#points = [];
    this.#opening = { at: now, done, rateLimited };
  }

  #halve(): void {
    const mean = (a: number, b: number) => (a + b) / 2;
    this.#points = this.#points.flatMap((a, i) => {
      const b = this.#points[i + 1];
      if (i % 2 === 1 || !b) return [];
      return {
        perSecond: mean(a.perSecond, b.perSecond),
        inFlight: mean(a.inFlight, b.inFlight),
        refusedPerSecond: mean(a.refusedPerSecond, b.refusedPerSecond),
      };
    });
    this.#every *= 2;
  }
}
