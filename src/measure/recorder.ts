import type { AttemptEntry, Bin, LedgerEntry, Microseconds } from '../core/ledger.ts';
import type { OutcomeKind } from '../core/outcome.ts';
import { OUTCOME_KINDS } from '../core/outcome.ts';
import type { Distribution, DistributionName, ItemCounts, Metrics } from '../core/run-result.ts';
import { DISTRIBUTIONS } from '../core/run-result.ts';
import { DurationHistogram } from './duration-histogram.ts';
import { ErrorGroups } from './error-groups.ts';
import { InFlightGauge } from './in-flight.ts';
import { LatencyHeatRecorder } from './latency-heat.ts';
import { LimitTraceRecorder } from './limit-trace.ts';
import { TimelineRecorder } from './timeline.ts';

/** What is neither longer nor larger has no picture over time. */
const HEAT_FROM = { makespan: 60_000_000, items: 600 } as const;

/**
 * Turns the ledger of one strategy into its metrics. Memory does not grow with the number of items.
 */
export class Recorder {
  readonly #distributions = Object.fromEntries(
    DISTRIBUTIONS.map((name) => [name, new DurationHistogram(name)]),
  ) as Record<DistributionName, DurationHistogram>;
  readonly #timeline = new TimelineRecorder();
  readonly #callHeat = new LatencyHeatRecorder();
  readonly #latencyHeat = new LatencyHeatRecorder();
  readonly #errors = new ErrorGroups();
  readonly #bins: Record<Bin, number> = { completed: 0, failed: 0, dropped: 0, incomplete: 0 };
  readonly #outcomes = Object.fromEntries(OUTCOME_KINDS.map((kind) => [kind, 0])) as Record<
    OutcomeKind,
    number
  >;
  readonly #hedges = { won: 0, lost: 0 };
  #attempts = 0;
  #itemsWithAttempts = 0;
  #inputTokens = 0;
  #outputTokens = 0;
  #firstIntended = Number.POSITIVE_INFINITY;
  #lastIntended = 0;
  #lastDone = 0;

  /** The strategy's own limit. The runner moves it as the strategy tells. */
  readonly limit = new LimitTraceRecorder();

  /** Attempts on the wire. The runner moves it as they start and end. */
  readonly inFlight = new InFlightGauge((from, to, height) =>
    this.#timeline.inFlight(from, to, height),
  );

  /** Items that have ended, whichever way. */
  get settled(): number {
    const { completed, failed, dropped, incomplete } = this.#bins;
    return completed + failed + dropped + incomplete;
  }

  /** Items settled so far, and attempts that were refused by a rate limit. For progress. */
  get progress(): { completed: number; failed: number; rateLimited: number } {
    const { completed, failed } = this.#bins;
    return { completed, failed, rateLimited: this.#outcomes['rate-limited'] };
  }

  /** An attempt ended. */
  recordAttempt(attempt: AttemptEntry): void {
    this.#attempts++;
    this.#outcomes[attempt.outcome]++;
    if (attempt.outcome === 'rate-limited') this.#timeline.rateLimited(attempt.ended_us);
    this.#inputTokens += attempt.input_tokens ?? 0;
    this.#outputTokens += attempt.output_tokens ?? 0;
    const { sent_us } = attempt;
    this.#since('ttfb', sent_us, attempt.headers_us);
    this.#since('connect', sent_us, attempt.connected_us);
    if (attempt.outcome !== 'ok') return;
    this.#since('service', sent_us, attempt.ended_us);
    this.#since('ttft', sent_us, attempt.first_token_us);
    this.#since('longest_stall', 0, attempt.longest_stall_us);
  }

  /** An item was settled, or cut off at the end of the run. Its attempts were recorded before. */
  record(entry: LedgerEntry): void {
    this.#bins[entry.bin]++;
    this.#firstIntended = Math.min(this.#firstIntended, entry.intended_us);
    this.#lastIntended = Math.max(this.#lastIntended, entry.intended_us);
    this.#errors.record(entry);
    if (entry.done_us !== undefined) this.#lastDone = Math.max(this.#lastDone, entry.done_us);
    const first = entry.attempts[0];
    if (!first) return;
    this.#itemsWithAttempts++;
    this.#since('queue', entry.due_us, first.sent_us);
    this.#since('backoff', 0, backoffOf(entry));
    if (entry.attempts.length > 1) this.#recordHedges(entry);
    if (entry.bin !== 'completed' || entry.done_us === undefined) return;
    this.#timeline.completed(entry.done_us);
    this.#since('latency', entry.intended_us, entry.done_us);
    this.#since('call', first.sent_us, entry.done_us);
    this.#callHeat.record(entry.done_us, entry.done_us - first.sent_us);
    this.#latencyHeat.record(entry.done_us, entry.done_us - entry.intended_us);
  }

  /** Items that no strategy ever pulled. */
  recordUntaken(bin: 'dropped' | 'incomplete', count: number): void {
    this.#bins[bin] += count;
  }

  /**
   * Everything measured.
   *
   * @param cut when the run ended, if items are incomplete: the makespan then reaches to it
   */
  metrics(cut: Microseconds | undefined): Metrics {
    const counts = this.#counts();
    const end = cut ?? this.#lastDone;
    const makespan = Math.max(0, end - Math.min(end, this.#firstIntended));
    const limit_trace = this.limit.toTrace();
    return {
      makespan_ms: makespan / 1_000,
      throughput_per_s: makespan === 0 ? 0 : counts.completed / (makespan / 1_000_000),
      counts,
      attempts: { total: this.#attempts, ...this.#outcomes },
      ...(this.#itemsWithAttempts > 0 && {
        amplification: this.#attempts / this.#itemsWithAttempts,
      }),
      ...(this.#hedges.won + this.#hedges.lost > 0 && { hedges: { ...this.#hedges } }),
      in_flight: {
        peak: this.inFlight.peak,
        mean: makespan === 0 ? 0 : this.inFlight.integral / makespan,
      },
      tokens: { input: this.#inputTokens, output: this.#outputTokens },
      ...this.#measured(),
      timeline: this.#timeline.toTimeline(),
      ...this.#heat(makespan, counts),
      ...(limit_trace && { limit_trace }),
      errors: this.#errors.toList(),
    };
  }

  #recordHedges({ attempts }: LedgerEntry): void {
    for (const { hedge } of attempts) if (hedge) this.#hedges[hedge]++;
  }

  /** Only of a round that is long or large enough to change on the way. */
  #heat(makespan: Microseconds, { completed }: ItemCounts): Pick<Metrics, 'heat'> {
    if (makespan <= HEAT_FROM.makespan && completed <= HEAT_FROM.items) return {};
    const together = this.#lastIntended === this.#firstIntended;
    const heat = together ? this.#callHeat.toHeat('call') : this.#latencyHeat.toHeat('latency');
    return heat ? { heat } : {};
  }

  #counts(): ItemCounts {
    const { completed, failed, dropped, incomplete } = this.#bins;
    return {
      scheduled: completed + failed + dropped + incomplete,
      completed,
      failed,
      dropped,
      incomplete,
    };
  }

  #measured(): Partial<Record<DistributionName, Distribution>> {
    const measured: Partial<Record<DistributionName, Distribution>> = {};
    for (const name of DISTRIBUTIONS) {
      const distribution = this.#distributions[name].toDistribution();
      if (distribution) measured[name] = distribution;
    }
    return measured;
  }

  #since(name: DistributionName, from: Microseconds, to: Microseconds | undefined): void {
    if (to !== undefined) this.#distributions[name].record(to - from);
  }
}

/** Time between attempts that the retry policy asked for. Those of a task may overlap: then there is none. */
function backoffOf({ attempts }: LedgerEntry): Microseconds {
  let sum = 0;
  for (let i = 1; i < attempts.length; i++) {
    const before = attempts[i - 1];
    if (before?.backoff_ms === undefined) continue;
    sum += Math.max(0, (attempts[i]?.asked_us ?? 0) - before.ended_us);
  }
  return sum;
}
