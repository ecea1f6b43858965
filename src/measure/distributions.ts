import type { Microseconds } from '../core/ledger.ts';
import type { Distribution, DistributionName } from '../core/run-result.ts';
import { DISTRIBUTIONS } from '../core/run-result.ts';
import { DurationHistogram } from './duration-histogram.ts';

/** One histogram for each metric that has a value. A metric without any takes no memory and is no key of the result. */
export class Distributions {
  readonly #histograms: { [K in DistributionName]?: DurationHistogram } = {};

  record(name: DistributionName, us: Microseconds, times = 1): void {
    this.of(name).record(us, times);
  }

  /** Records the time from one instant to another; nothing, when the other never came. */
  since(name: DistributionName, from: Microseconds, to: Microseconds | undefined): void {
    if (to !== undefined) this.of(name).record(to - from);
  }

  of(name: DistributionName): DurationHistogram {
    this.#histograms[name] ??= new DurationHistogram(name);
    return this.#histograms[name];
  }

  toFields(): { [K in DistributionName]?: Distribution } {
    const fields: { [K in DistributionName]?: Distribution } = {};
    for (const name of DISTRIBUTIONS) {
      const distribution = this.#histograms[name]?.toDistribution();
      if (distribution) fields[name] = distribution;
    }
    return fields;
  }
}
