import type { AttemptEntry, LedgerEntry, Microseconds } from '../core/ledger.ts';
import type { SloMetric, SloPlan } from '../core/plan.ts';
import type { ItemCounts, Metrics } from '../core/run-result.ts';

/** How a metric is taken from a completed item and the attempt that answered it. */
type Measure = (entry: LedgerEntry, answer: AttemptEntry) => Microseconds | undefined;

const MEASURES: Readonly<Record<SloMetric, Measure>> = {
  latency: ({ intended_us, done_us }) => since(intended_us, done_us),
  call: ({ attempts, done_us }) => since(attempts[0]?.sent_us, done_us),
  service: (_, { sent_us, ended_us }) => ended_us - sent_us,
  queue: ({ due_us, attempts }) => since(due_us, attempts[0]?.sent_us),
  ttfb: (_, { sent_us, headers_us }) => since(sent_us, headers_us),
  ttft: (_, { sent_us, first_token_us }) => since(sent_us, first_token_us),
  ttft_response: ({ intended_us }, { first_token_us }) => since(intended_us, first_token_us),
  ttfo: (_, { sent_us, first_output_us }) => since(sent_us, first_output_us),
  inter_token_latency: (_, answer) => interTokenLatency(answer) ?? noGap(answer),
  longest_stall: (_, answer) => answer.longest_stall_us ?? noGap(answer),
};

function since(from: Microseconds | undefined, to: Microseconds | undefined) {
  return from === undefined || to === undefined ? undefined : to - from;
}

/** From the first to the last token, for each token after the first. Needs two of them. */
export function interTokenLatency(attempt: AttemptEntry): Microseconds | undefined {
  const { first_token_us: first, last_token_us: last, output_tokens: tokens } = attempt;
  if (first === undefined || last === undefined || tokens === undefined || tokens < 2) {
    return undefined;
  }
  return Math.round((last - first) / (tokens - 1));
}

/** A reply whose tokens came at once had no gap to wait for. */
function noGap({ first_token_us, last_token_us }: AttemptEntry): Microseconds | undefined {
  return first_token_us !== undefined && first_token_us === last_token_us ? 0 : undefined;
}

/** Counts the items that were answered and met every limit of the scenario. */
export class Goodput {
  readonly #limits: readonly { readonly measure: Measure; readonly most: Microseconds }[];
  #conforming = 0;
  #tokens = 0;
  #unmeasured = false;

  constructor(slo: SloPlan) {
    this.#limits = (Object.entries(slo) as [SloMetric, number][]).map(([name, ms]) => ({
      measure: MEASURES[name],
      most: Math.round(ms * 1_000),
    }));
  }

  /** @param answer the attempt that brought the answer */
  completed(entry: LedgerEntry, answer: AttemptEntry): void {
    for (const { measure, most } of this.#limits) {
      const value = measure(entry, answer);
      if (value === undefined) this.#unmeasured = true;
      if (value === undefined || value > most) return;
    }
    this.#conforming++;
    for (const { outcome, hedge, output_tokens } of entry.attempts) {
      if (outcome === 'ok' && hedge !== 'lost') this.#tokens += output_tokens ?? 0;
    }
  }

  /** @param stopped items that the user kept from their end */
  toFields(
    { scheduled }: ItemCounts,
    stopped: number,
    seconds: number,
  ): Pick<Metrics, 'goodput_per_s' | 'attained' | 'token_goodput_per_s'> {
    const judged = scheduled - stopped;
    if (this.#unmeasured || judged === 0 || seconds === 0) return {};
    return {
      goodput_per_s: this.#conforming / seconds,
      attained: this.#conforming / judged,
      token_goodput_per_s: this.#tokens / seconds,
    };
  }
}
