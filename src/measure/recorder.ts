import type { AttemptEntry, Bin, LedgerEntry, Microseconds } from '../core/ledger.ts';
import type { OutcomeKind } from '../core/outcome.ts';
import { OUTCOME_KINDS } from '../core/outcome.ts';
import type { SloPlan } from '../core/plan.ts';
import type { PricePlan } from '../core/price.ts';
import type {
  Distribution,
  DistributionName,
  ItemCounts,
  Metrics,
  Slots,
  SoFar,
} from '../core/run-result.ts';
import type { Milliseconds } from '../core/units.ts';
import { CostMeter } from './cost-meter.ts';
import { Distributions } from './distributions.ts';
import { DurationHistogram } from './duration-histogram.ts';
import { ErrorGroups } from './error-groups.ts';
import { Goodput, interTokenLatency } from './goodput.ts';
import { InFlightGauge } from './in-flight.ts';
import { LatencyHeatRecorder } from './latency-heat.ts';
import { LimitTraceRecorder } from './limit-trace.ts';
import { SteadyWindow } from './steady-window.ts';
import { TagCounts } from './tag-counts.ts';
import { Tail } from './tail.ts';
import { TimelineRecorder } from './timeline.ts';
import { TokenCounts } from './token-counts.ts';
import { WindowPeak } from './window-peak.ts';

/** What a run is measured against. */
export interface RecorderSetting {
  /** Whether items become due over time. @default false */
  readonly open?: boolean;
  /** Number of slots, where these alone decide the starts. */
  readonly slots?: number | undefined;
  readonly slo?: SloPlan | undefined;
  /** The tightest limit of requests per minute, where it is known. */
  readonly requestsPerMinute?: number | undefined;
  /** What the model costs, where it is known. */
  readonly price?: PricePlan | undefined;
}

/** Gaps between the tokens of an attempt, which are in no row. */
export interface Gaps {
  readonly gaps: readonly Microseconds[];
  readonly coalesced: number;
}

/** What matters of an item that is in no row. */
export interface RecordedItem {
  readonly item: { readonly tag?: string };
  /** Whether its slot was held between its attempts. */
  readonly keepsSlot: boolean;
}

const MINUTE: Microseconds = 60_000_000;

/** What is neither longer nor larger has no picture over time. */
const HEAT_FROM = { makespan: 60_000_000, items: 600 } as const;

/**
 * Turns the ledger of one strategy into its metrics. Memory does not grow with the number of items.
 */
export class Recorder {
  readonly #setting: RecorderSetting;
  readonly #distributions = new Distributions();
  /** Of attempts that were not answered; the others are in `service`. */
  readonly #failedAttempts = new DurationHistogram('attempt');
  // Those that every attempt or item has.
  readonly #latency = this.#distributions.of('latency');
  readonly #call = this.#distributions.of('call');
  readonly #service = this.#distributions.of('service');
  readonly #queue = this.#distributions.of('queue');
  readonly #backoffs = this.#distributions.of('backoff');
  readonly #ttfb = this.#distributions.of('ttfb');
  readonly #timeline = new TimelineRecorder();
  readonly #callHeat = new LatencyHeatRecorder();
  /** Where items are due over time. */
  readonly #latencyHeat: LatencyHeatRecorder | undefined;
  readonly #errors = new ErrorGroups();
  readonly #tokens = new TokenCounts();
  readonly #cost: CostMeter | undefined;
  readonly #tags = new TagCounts();
  readonly #steady = new SteadyWindow();
  readonly #tail = new Tail();
  readonly #goodput: Goodput | undefined;
  readonly #starts: WindowPeak | undefined;
  readonly #bins: Record<Bin, number> = { completed: 0, failed: 0, dropped: 0, incomplete: 0 };
  readonly #outcomes = Object.fromEntries(OUTCOME_KINDS.map((kind) => [kind, 0])) as Record<
    OutcomeKind,
    number
  >;
  readonly #hedges = { won: 0, lost: 0 };
  #overflowed = 0;
  #attempts = 0;
  #itemsWithAttempts = 0;
  #coalesced = 0;
  #firstIntended = Number.POSITIVE_INFINITY;
  #lastIntended = 0;
  #lastDone = 0;
  /** Back-off and calls of the items that ended. */
  #backoff: Microseconds = 0;
  #calls: Microseconds = 0;
  #heldBackoff: Microseconds = 0;

  /** The strategy's own limit. The runner moves it as the strategy tells. */
  readonly limit = new LimitTraceRecorder();

  /** Attempts on the wire. The runner moves it as they start and end. */
  readonly inFlight = new InFlightGauge((from, to, height) =>
    this.#timeline.inFlight(from, to, height),
  );

  constructor(setting: RecorderSetting = {}) {
    this.#setting = setting;
    if (setting.open) this.#latencyHeat = new LatencyHeatRecorder();
    if (setting.price) this.#cost = new CostMeter(setting.price);
    if (setting.slo) this.#goodput = new Goodput(setting.slo);
    if (setting.requestsPerMinute) this.#starts = new WindowPeak(MINUTE);
  }

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

  /**
   * An attempt was sent.
   *
   * @returns attempts in flight, itself included
   */
  start(sent: Microseconds, attempt: number): number {
    if (attempt === 0) this.#steady.started(sent);
    this.#starts?.add(sent);
    this.#timeline.started(sent);
    return this.inFlight.start(sent);
  }

  /** An attempt ended. */
  recordAttempt(attempt: AttemptEntry, gaps?: Gaps): void {
    this.#attempts++;
    this.#outcomes[attempt.outcome]++;
    if (attempt.outcome === 'rate-limited') this.#timeline.rateLimited(attempt.ended_us);
    this.#tokens.attempt(attempt);
    this.#cost?.attempt(attempt);
    const { sent_us } = attempt;
    const { headers_us, connected_us } = attempt;
    if (headers_us !== undefined) this.#ttfb.record(headers_us - sent_us);
    if (connected_us !== undefined) this.#distributions.record('connect', connected_us - sent_us);
    const duration = attempt.ended_us - sent_us;
    if (attempt.outcome !== 'ok') {
      this.#failedAttempts.record(duration);
      return;
    }
    this.#service.record(duration);
    if (attempt.first_token_us !== undefined) this.#recordStream(attempt, gaps);
  }

  /** An item was settled, or cut off at the end of the run. Its attempts were recorded before. */
  record(entry: LedgerEntry, recorded?: RecordedItem): void {
    const { bin, attempts, intended_us, due_us, done_us } = entry;
    this.#bins[bin]++;
    this.#firstIntended = Math.min(this.#firstIntended, intended_us);
    this.#lastIntended = Math.max(this.#lastIntended, intended_us);
    this.#errors.record(entry);
    if (done_us !== undefined) {
      this.#lastDone = Math.max(this.#lastDone, done_us);
      this.#tail.settled(done_us);
    }
    const first = attempts[0];
    if (!first) return;
    this.#itemsWithAttempts++;
    const queue = first.sent_us - due_us;
    const backoff = backoffOf(entry);
    this.#queue.record(queue);
    this.#backoffs.record(backoff);
    if (this.#setting.open) this.#distributions.record('lag', due_us - intended_us);
    if (recorded?.keepsSlot) this.#heldBackoff += backoff;
    const tag = recorded?.item.tag;
    if (tag !== undefined) this.#tags.record(tag, bin === 'completed', queue);
    if (attempts.length > 1) this.#recordHedges(entry);
    this.#tokens.settled(entry);
    this.#cost?.settled(entry);
    if (done_us === undefined) return;
    this.#backoff += backoff;
    this.#calls += done_us - first.sent_us;
    if (bin !== 'completed') return;
    this.#timeline.completed(done_us);
    this.#steady.completed(done_us);
    this.#latency.record(done_us - intended_us);
    this.#call.record(done_us - first.sent_us);
    this.#callHeat.record(done_us, done_us - first.sent_us);
    this.#latencyHeat?.record(done_us, done_us - intended_us);
    const answer = answerOf(attempts);
    if (!answer) return;
    this.#distributions.since('ttft_response', intended_us, answer.first_token_us);
    this.#goodput?.completed(entry, answer);
  }

  /** Items that no strategy ever pulled. */
  recordUntaken(bin: 'dropped' | 'incomplete', count: number): void {
    this.#bins[bin] += count;
  }

  /** An item found too many waiting. */
  recordOverflow(intended: Microseconds): void {
    this.#bins.dropped++;
    this.#overflowed++;
    this.#firstIntended = Math.min(this.#firstIntended, intended);
    this.#lastIntended = Math.max(this.#lastIntended, intended);
  }

  /** An incomplete item: how long ago it should have started when the run was cut. */
  recordAge(us: Microseconds): void {
    this.#distributions.record('incomplete_age', Math.max(0, us));
  }

  /**
   * Items that no strategy had pulled when the run was cut.
   *
   * @param intended when each should have started. @default all at the start
   */
  recordCutOff(cut: Microseconds, count: number, intended?: readonly Milliseconds[]): void {
    this.recordUntaken('incomplete', count);
    if (intended) for (const ms of intended) this.recordAge(cut - Math.round(ms * 1_000));
    else if (count > 0) this.#distributions.record('incomplete_age', cut, count);
  }

  /** What is known while the round goes on. Encodes only the distributions that are asked for. */
  soFar(names: readonly DistributionName[]): SoFar {
    const distributions = names.flatMap((name) => {
      const distribution =
        name === 'attempt'
          ? this.#allAttempts(undefined).attempt
          : this.#distributions.of(name).toDistribution();
      return distribution ? [[name, distribution] as const] : [];
    });
    return {
      counts: this.#counts(),
      attempts: { total: this.#attempts, ...this.#outcomes },
      in_flight: { peak: this.inFlight.peak, mean: 0 },
      ...Object.fromEntries(distributions),
    };
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
    const distributions = this.#distributions.toFields();
    const seconds = makespan / 1_000_000;
    return {
      makespan_ms: makespan / 1_000,
      throughput_per_s: makespan === 0 ? 0 : counts.completed / seconds,
      counts,
      attempts: { total: this.#attempts, ...this.#outcomes },
      ...(this.#overflowed > 0 && { overflowed: this.#overflowed }),
      ...(this.#itemsWithAttempts > 0 && {
        amplification: this.#attempts / this.#itemsWithAttempts,
      }),
      ...(this.#hedges.won + this.#hedges.lost > 0 && { hedges: { ...this.#hedges } }),
      in_flight: {
        peak: this.inFlight.peak,
        mean: makespan === 0 ? 0 : this.inFlight.integral / makespan,
      },
      tokens: this.#tokens.tokens,
      ...this.#tokens.toRates(seconds),
      ...this.#goodput?.toFields(counts, counts.incomplete, seconds),
      ...this.#shares(makespan),
      ...this.#tags.toFields(),
      ...distributions,
      ...this.#allAttempts(distributions.service),
      timeline: this.#timeline.toTimeline(),
      ...this.#heat(makespan, counts),
      ...(limit_trace && { limit_trace }),
      ...this.#cost?.toFields(counts.completed),
      errors: this.#errors.toList(),
    };
  }

  #recordStream(attempt: AttemptEntry, gaps: Gaps | undefined): void {
    const { sent_us } = attempt;
    const distributions = this.#distributions;
    distributions.since('ttft', sent_us, attempt.first_token_us);
    distributions.since('ttfo', sent_us, attempt.first_output_us);
    distributions.since('inter_token_latency', 0, interTokenLatency(attempt));
    distributions.since('longest_stall', 0, attempt.longest_stall_us);
    if (!gaps) return;
    for (const gap of gaps.gaps) distributions.record('inter_chunk_latency', gap);
    if (gaps.coalesced > 0) distributions.record('inter_chunk_latency', 0, gaps.coalesced);
    this.#coalesced += gaps.coalesced;
  }

  /** @param service of those that were answered, where it is known already */
  #allAttempts(service: Distribution | undefined): Pick<Metrics, 'attempt'> {
    if (service && this.#failedAttempts.count === 0) return { attempt: service };
    const attempt = new DurationHistogram('attempt');
    attempt.include(this.#service);
    attempt.include(this.#failedAttempts);
    const distribution = attempt.toDistribution();
    return distribution ? { attempt: distribution } : {};
  }

  #recordHedges({ attempts }: LedgerEntry): void {
    for (const { hedge } of attempts) if (hedge) this.#hedges[hedge]++;
  }

  /** Only of a round that is long or large enough to change on the way. */
  #heat(makespan: Microseconds, { completed }: ItemCounts): Pick<Metrics, 'heat'> {
    if (makespan <= HEAT_FROM.makespan && completed <= HEAT_FROM.items) return {};
    const together = this.#lastIntended === this.#firstIntended;
    const heat =
      together || !this.#latencyHeat
        ? this.#callHeat.toHeat('call')
        : this.#latencyHeat.toHeat('latency');
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

  #shares(makespan: Microseconds): Partial<Metrics> {
    const { slots, requestsPerMinute = 0 } = this.#setting;
    const steady = this.#steady.perSecond(this.#service.percentile(50));
    const tail = this.#tail.length;
    const onTheWire = this.#service.sum + this.#failedAttempts.sum;
    const gaps = this.#distributions.of('inter_chunk_latency').count;
    return {
      ...(tail !== undefined && { tail_ms: tail / 1_000 }),
      ...(steady !== undefined && { throughput_steady_per_s: steady }),
      ...(slots !== undefined &&
        makespan > 0 &&
        slotFields(slots, makespan, onTheWire, this.#heldBackoff)),
      ...(this.#starts && { window_overshoot: this.#starts.peak / requestsPerMinute }),
      ...(this.#calls > 0 && { backoff_share: this.#backoff / this.#calls }),
      ...(onTheWire > 0 && {
        little_residual: Math.abs(this.inFlight.integral - onTheWire) / onTheWire,
      }),
      ...(gaps > 0 && { coalesced_gaps: this.#coalesced / gaps }),
    };
  }
}

function slotFields(
  size: number,
  makespan: Microseconds,
  busy: Microseconds,
  backoff: Microseconds,
): { slots: Slots; slot_utilisation: number } {
  const all = size * makespan;
  return {
    slots: {
      size,
      busy_ms: busy / 1_000,
      backoff_ms: backoff / 1_000,
      idle_ms: Math.max(0, all - busy - backoff) / 1_000,
    },
    slot_utilisation: busy / all,
  };
}

/** The attempt that answered an item: as a rule the last. */
function answerOf(attempts: readonly AttemptEntry[]): AttemptEntry | undefined {
  for (let i = attempts.length - 1; i >= 0; i--) {
    const attempt = attempts[i];
    if (attempt?.outcome === 'ok' && attempt.hedge !== 'lost') return attempt;
  }
  return undefined;
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
