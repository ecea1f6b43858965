import type { Jobs } from '../core/job.ts';
import type { OptionSpecs, OptionValues } from '../core/option.ts';
import type { Outcome } from '../core/outcome.ts';
import type { StrategyContext } from '../core/strategy.ts';
import { startBounded } from './bounded.ts';
import type { Law, LawState, Sample } from './limits/laws/law.ts';
import { addToWindow, openWindow } from './limits/laws/sample-window.ts';
import type { SampleClass } from './sample-class.ts';
import { classify } from './sample-class.ts';
import { Slots } from './slots.ts';

/** Options of every adaptive law. */
export const adaptiveOptions = {
  cut: {
    type: 'choice',
    of: ['each', 'once-per-rtt'],
    default: 'each',
    summary: 'which drops count: each, or only of attempts that started after the last cut',
  },
  windowed: {
    type: 'flag',
    default: false,
    summary: 'whether samples of a second, at least 10, count as one',
  },
} as const satisfies OptionSpecs;

export type AdaptiveOptions = OptionValues<typeof adaptiveOptions>;

/**
 * Runs all jobs under a concurrency limit that follows a law. Attempts hold slots, not items: a limit of what is on the
 * wire must not count who waits for a retry. Retries queue behind everyone who asked before.
 */
export function runAdaptively<S extends LawState>(
  law: Law<S>,
  { cut, windowed }: AdaptiveOptions,
  jobs: Jobs,
  { clock, rng, observe, traceLimit }: StrategyContext,
  sampleClass: (outcome: Outcome) => SampleClass = classify,
): Promise<void> {
  let state = law.initial;
  let window = openWindow(clock.now());
  let lastCut = Number.NEGATIVE_INFINITY;
  const slots = new Slots(limitOf(state));
  traceLimit(limitOf(state), 'in_flight');

  const apply = (sample: Sample) => {
    const before = state.limit;
    state = law.next(state, sample);
    if (state.limit < before) lastCut = clock.now();
    slots.resize(limitOf(state));
    traceLimit(limitOf(state), 'in_flight');
  };

  observe(({ item, attempt, outcome, startedAt, endedAt, inFlightAtStart }) => {
    const result = sampleClass(outcome);
    const dropped = result === 'drop';
    const repeated = dropped && cut === 'once-per-rtt' && startedAt <= lastCut;
    if (result === 'ignore' || repeated) return undefined;
    const u = rng.uniform('law', item.index, attempt);
    const sample = { rtt: endedAt - startedAt, inFlight: inFlightAtStart, dropped, u };
    if (!windowed) apply(sample);
    else {
      const added = addToWindow(window, sample, clock.now());
      window = added.window;
      if (added.sample) apply(added.sample);
    }
    return undefined;
  });

  return startBounded(jobs, Number.POSITIVE_INFINITY, (job) => job.run(slots.run));
}

/** The limit in force: at least one attempt, so that there are samples. */
function limitOf({ limit }: LawState): number {
  return Math.max(1, Math.floor(limit));
}
