import type { PairSetting } from '../../runner/run-pair.ts';
import { runPair } from '../../runner/run-pair.ts';
import type { PlanRun } from '../../runner/run-plan.ts';

/** Brings two sessions together: each hands over its run when it is ready, and goes on when all rounds are over. */
export class Turns {
  readonly #setting: PairSetting;
  readonly #first = Promise.withResolvers<PlanRun>();
  readonly #over = Promise.withResolvers<void>();

  constructor(setting: PairSetting) {
    this.#setting = setting;
    // Whoever waits hears of it; nobody has to.
    this.#over.promise.catch(() => {});
  }

  /** Fulfilled when A is ready. */
  get ready(): Promise<unknown> {
    return this.#first.promise;
  }

  /** A waits for B. */
  driveA = (run: PlanRun): Promise<void> => {
    this.#first.resolve(run);
    return this.#over.promise;
  };

  /** B is ready last, and drives both. */
  driveB = async (run: PlanRun): Promise<void> => {
    try {
      await runPair(await this.#first.promise, run, this.#setting);
      this.#over.resolve();
    } catch (error) {
      this.#over.reject(error);
      throw error;
    }
  };

  /** B will never be ready. */
  giveUp(error: unknown): void {
    this.#over.reject(error);
  }
}
