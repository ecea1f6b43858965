import type { FailureGroup } from '../analyze/failures.ts';
import type { SizeFamily } from '../analyze/size-family.ts';
import type { StrategySummary, Summary } from '../analyze/summary.ts';
import { isOracle } from '../core/oracle.ts';
import type { Distribution, RunResult } from '../core/run-result.ts';
import { cheaperSentence } from './cost.ts';
import { countOf, formatCount, formatDuration, formatShare, formatTimes } from './format.ts';
import { listed, refusals, refusalsAlone } from './seed-sentences.ts';

const STRATEGY_THREW = 'strategy-threw';
/** Reasons that are more than a headline can hold, or that stand behind "partial". */
const UNTOLD: ReadonlySet<string> = new Set([STRATEGY_THREW, 'mock-lost', 'max-cost']);

/** The verdict in one sentence: headline of the page and first line of the terminal. */
export function headline(result: RunResult, summary: Summary): string {
  const { status, reasons } = result.verdict;
  const reason = reasons[0];
  if (status === 'partial') return partialRun(result);
  if (reason?.code === 'no-data') return nothingSucceeded(result);
  if (status === 'invalid' && reason?.code !== 'threshold-no-data') {
    return `These numbers cannot be used: ${unusable(result)}`;
  }
  if (status !== 'pass' && reason) return capitalised(reason.message);
  return recommendedSentence(summary);
}

/** An error's own words may fill a paragraph: the headline names whom it hit, and the words follow. */
function unusable({ verdict: { reasons }, strategies }: RunResult): string {
  const stopped = strategies.filter(({ complete }) => !complete).map(({ name }) => name);
  if (reasons[0]?.code === STRATEGY_THREW && stopped.length > 0) {
    return `${listed(stopped)} stopped with an error`;
  }
  return reasons[0]?.message ?? 'the run is invalid';
}

/** The verdict's reasons that the headline does not tell in full. */
export function furtherReasons({ verdict: { reasons } }: RunResult): readonly string[] {
  const told = UNTOLD.has(reasons[0]?.code ?? '') ? 0 : 1;
  return reasons.slice(told).map(({ message }) => message);
}

function partialRun({ plan, strategies }: RunResult): string {
  const done = sum(strategies.map(({ metrics: { counts } }) => counts.completed + counts.failed));
  const planned = (plan.workload.count ?? 0) * plan.strategies.length * plan.seeds.length;
  return planned < done || planned === 0
    ? `Partial run: ${countOf(done, 'item')}`
    : `Partial run: ${formatCount(done)} of ${countOf(planned, 'item')}`;
}

function nothingSucceeded({ strategies }: RunResult): string {
  const errors = strategies.flatMap(({ metrics }) => metrics.errors);
  const byOutcome = new Map<string, number>();
  for (const { outcome, count } of errors) {
    byOutcome.set(outcome, (byOutcome.get(outcome) ?? 0) + count);
  }
  const [most] = [...byOutcome].sort(([, a], [, b]) => b - a);
  return most
    ? `No item succeeded: ${formatCount(most[1])} × ${most[0]}`
    : 'No item succeeded: no attempt was made';
}

function recommendedSentence({ recommendation, rows }: Summary): string {
  const best = rows.find(({ name }) => name === recommendation.strategy);
  if (!best) return nothingFeasible(rows, recommendation);
  const work = countOf(best.result.metrics.counts.scheduled / roundsOf(best), 'item');
  const time = formatDuration(best.makespan.centre);
  if (rows.length === 1) return `${best.name}: ${work} in ${time}`;
  const { tied, starred } = recommendation;
  if (tied.length > starred.length) return `${listed(tied)} are equally fast: ${time} for ${work}`;
  return starred.length > 1
    ? `${listed(starred)} are the fastest safe choice, with identical schedules: ${time} for ${work}`
    : `${best.name} is the fastest safe choice: ${time} for ${work}`;
}

function nothingFeasible(
  rows: readonly StrategySummary[],
  { closest, feasible }: Summary['recommendation'],
): string {
  const oracle = rows.find(({ name, result }) => feasible.includes(name) && isOracle(result));
  if (oracle) return `Only ${oracle.name} answered every item, by knowing the answers beforehand`;
  const row = rows.find(({ name }) => name === closest);
  if (!row) return 'No strategy has run';
  const { scheduled, completed } = row.result.metrics.counts;
  if (scheduled === 0) return 'The workload holds no items';
  const open = `${formatCount(scheduled - completed)} of ${countOf(scheduled, 'item')}`;
  return rows.length === 1
    ? `${row.name} left ${open} unanswered`
    : `No strategy answered every item; ${row.name} came closest: ${open} unanswered`;
}

/** What the headline leaves out: how much the choice brings, and the trap that a reader might fall into. */
export function subline({ recommendation, rows, baseline }: Summary): string {
  const best = rows.find(({ name }) => name === recommendation.strategy);
  if (!best) return '';
  const { speedup } = best;
  const gain = !speedup || isEven(speedup) ? '' : `${speedPhrase(speedup)} ${baseline}, `;
  const price = `no item failed, ${refusals(best.rateLimited)}.`;
  const all = [capitalised(`${gain}${price}`), trap(best, rows), cheaperSentence(best, rows)];
  return all.filter(Boolean).join(' ');
}

/** The strategy that lost most items, else the one that drew most refusals, if the best one drew fewer. */
function trap(best: StrategySummary, rows: readonly StrategySummary[]): string {
  const lossy = mostOf(rows, unansweredOf);
  if (lossy && lossy !== best) {
    const { scheduled } = lossy.result.metrics.counts;
    return `${lossy.name} left ${formatCount(unansweredOf(lossy))} of ${countOf(scheduled, 'item')} unanswered.`;
  }
  const refused = mostOf(rows, rateLimitedOf);
  if (!refused || rateLimitedOf(refused) <= rateLimitedOf(best)) return '';
  return `${refused.name} drew ${refusals(refused.rateLimited)} and took ${formatDuration(refused.makespan.centre)}.`;
}

/** Heading of the table of strategies. */
export function strategiesFinding({ recommendation, rows, baseline }: Summary): string {
  const best = rows.find(({ name }) => name === recommendation.strategy);
  if (rows.length === 1 || !best) return 'Strategies compared';
  if (best.name === baseline) return `No strategy finishes sooner than ${baseline}`;
  const { starred } = recommendation;
  const finish = starred.length > 1 ? `${listed(starred)} finish` : `${best.name} finishes`;
  return best.speedup === undefined
    ? 'Strategies compared'
    : `${finish} ${speedPhrase(best.speedup)} ${baseline}`;
}

/** Heading of the timeline. */
export function timelineFinding({ recommendation, rows }: Summary): string {
  const best = rows.find(({ name }) => name === recommendation.strategy) ?? rows[0];
  if (!best) return 'Attempts in flight';
  const worst = mostOf(rows, rateLimitedOf);
  if (worst) {
    const drew = `${worst.name} drew ${refusals(worst.rateLimited)}`;
    if (rateLimitedOf(worst) === rateLimitedOf(best)) return drew;
    return `${drew}; ${best.name} drew ${refusalsAlone(best.rateLimited)}`;
  }
  const idle = rows.find(
    (row) => (row.slotsBusy ?? Number.POSITIVE_INFINITY) <= (best.slotsBusy ?? 0) - 0.15,
  );
  if (idle) {
    return `${idle.name} kept ${formatShare(idle.slotsBusy)} of its slots busy, ${best.name} ${formatShare(best.slotsBusy)}`;
  }
  const { peak } = best.result.metrics.in_flight;
  const size = best.result.options.size;
  return best.slotsBusy === undefined || typeof size !== 'number'
    ? `${best.name} had at most ${formatCount(peak)} in flight`
    : `${best.name} kept ${formatShare(best.slotsBusy)} of ${countOf(size, 'slot')} busy`;
}

/** A strategy's distribution of the metric that a chart shows. */
export interface NamedDistribution {
  readonly name: string;
  readonly distribution: Distribution;
  /** Whether some of its items needed more than one attempt. */
  readonly retried: boolean;
}

/** Heading of the latency chart. */
export function latencyFinding(series: readonly NamedDistribution[]): string {
  const byP95 = [...series].sort((a, b) => b.distribution.p95_ms - a.distribution.p95_ms);
  const [highest, next] = byP95;
  if (!highest) return 'Latency';
  const p95 = formatDuration(highest.distribution.p95_ms);
  if (!next) return `p95 is ${p95}`;
  if (highest.distribution.p95_ms > 2 * next.distribution.p95_ms) {
    const others = Math.max(...byP95.slice(1).map(({ distribution }) => distribution.p99_ms));
    const bound = formatDuration(nextAbove(others));
    const cause = highest.retried
      ? `Retries give ${highest.name} a p95 of ${p95}`
      : `${highest.name} has a p95 of ${p95}`;
    const rest = byP95.length > 2 ? 'the others stay' : `${next.name} stays`;
    return `${cause}; ${rest} under ${bound}`;
  }
  const lowest = formatDuration((byP95.at(-1) ?? highest).distribution.p95_ms);
  return lowest === p95 ? `p95 is ${p95} in all of them` : `p95 lies between ${lowest} and ${p95}`;
}

/** The next half second above, or the next 10 ms where half a second says nothing. */
function nextAbove(ms: number): number {
  const step = ms > 250 ? 500 : 10;
  return (Math.floor(ms / step) + 1) * step;
}

/** Heading of the throughput over the sizes of a family. */
export function tuningFinding({ members, best }: SizeFamily): string {
  const chosen = members.find(({ name }) => name === best);
  const largest = members.at(-1);
  if (!chosen) return 'No size answers every item and holds every threshold';
  if (chosen.size === largest?.size) {
    return `Throughput still rises at ${chosen.size}: try larger sizes`;
  }
  return `Beyond ${chosen.size} in flight, throughput does not rise without a price`;
}

/** What a heading over time needs to know. */
export interface OverTime {
  /** Milliseconds a step. */
  readonly bucket: number;
  /** Milliseconds, one a step. */
  readonly p99: readonly (number | null)[];
  readonly refused: readonly number[];
}

/** Adjoining steps that make a rise more than chance. */
const RISE_STEPS = 3;
/** A p99 within this factor of its lowest counts as steady. */
const STEADY = 2;
/** From one third of a run to the next; less is no growth. */
const GROWTH = 1.25;

/** Heading of the latency over time. */
export function overTimeFinding({ bucket, p99, refused }: OverTime): string {
  const known = p99.flatMap((ms) => ms ?? []).sort((a, b) => a - b);
  const middle = known[Math.floor((known.length - 1) / 2)];
  if (middle === undefined) return 'Nothing was completed';
  const growth = growthOf(p99.flatMap((ms) => ms ?? []));
  if (growth) return `p99 grew from ${formatDuration(growth[0])} to ${formatDuration(growth[1])}`;
  const high = longestRise(p99, 2 * middle);
  if (!high) {
    const [low, top] = [formatDuration(known[0]), formatDuration(known.at(-1))];
    if (low === top) return `Latency was steady: p99 ${low}`;
    const steady = (known.at(-1) ?? 0) <= STEADY * (known[0] ?? 0);
    return steady
      ? `Latency was steady: p99 ${low} to ${top}`
      : `p99 lay between ${low} and ${top}, with no lasting peak`;
  }
  const [from, to] = high;
  const peak = Math.max(...p99.slice(from, to).map((ms) => ms ?? 0));
  const drawn = sum(refused.slice(from, to));
  const during = drawn > 0 ? `, with ${countOf(drawn, 'rate-limited attempt')}` : '';
  return `p99 rose ${formatTimes(peak / middle)} between ${formatDuration(from * bucket)} and ${formatDuration(to * bucket)}${during}`;
}

/** From the first third to the last, by their medians, where each is well above the one before: a queue or a ramp. */
function growthOf(p99: readonly number[]): readonly [from: number, to: number] | undefined {
  const third = Math.ceil(p99.length / 3);
  const [first = 0, second = 0, last = 0] = [0, 1, 2].map((i) => {
    const part = p99.slice(i * third, (i + 1) * third).sort((a, b) => a - b);
    return part[Math.floor((part.length - 1) / 2)];
  });
  const grew = second > GROWTH * first && last > GROWTH * second && last > STEADY * first;
  return grew ? [first, last] : undefined;
}

function longestRise(
  p99: readonly (number | null)[],
  above: number,
): readonly [from: number, to: number] | undefined {
  let best: readonly [number, number] | undefined;
  let from = 0;
  p99.forEach((ms, i) => {
    if ((ms ?? 0) <= above) from = i + 1;
    else if (i + 1 - from >= RISE_STEPS && i + 1 - from > (best ? best[1] - best[0] : 0))
      best = [from, i + 1];
  });
  return best;
}

/** Heading of the errors. */
export function errorsFinding({ strategies }: RunResult, groups: readonly FailureGroup[]): string {
  const attempts = sum(strategies.map(({ metrics }) => metrics.attempts.total));
  const failed = attempts - sum(strategies.map(({ metrics }) => metrics.attempts.ok));
  const worst = groups[0];
  // Tasks can fail though each of their calls was answered.
  if (failed === 0) return `${countOf(sum(groups.map(({ count }) => count)), 'task')} failed`;
  const share = worst ? formatShare(Math.min(1, worst.count / Math.max(1, failed))) : '';
  const mostly = worst ? `, mostly ${worst.outcome} (${share})` : '';
  return `${formatCount(failed)} of ${countOf(attempts, 'attempt')} failed${mostly}`;
}

/** Heading of the cautions, and the link to them. */
export function cautionsFinding(count: number): string {
  return count === 0 ? 'No cautions' : countOf(count, 'caution');
}

/** First letter in upper case, unless the first word is a term with a digit, as `p99` is. */
export function capitalised(sentence: string): string {
  return /^[a-z]+\b/.test(sentence)
    ? sentence.charAt(0).toUpperCase() + sentence.slice(1)
    : sentence;
}

/** Whether it would read "1.0× sooner". */
function isEven(speedup: number): boolean {
  return formatTimes(Math.max(speedup, 1 / speedup)) === formatTimes(1);
}

function speedPhrase(speedup: number): string {
  if (isEven(speedup)) return 'as soon as';
  return speedup >= 1
    ? `${formatTimes(speedup)} sooner than`
    : `${formatTimes(1 / speedup)} later than`;
}

function mostOf(
  rows: readonly StrategySummary[],
  count: (row: StrategySummary) => number,
): StrategySummary | undefined {
  const [most] = [...rows].sort((a, b) => count(b) - count(a));
  return most && count(most) > 0 ? most : undefined;
}

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
const roundsOf = ({ result }: StrategySummary) => Math.max(1, result.rounds.length);
const rateLimitedOf = ({ rateLimited }: StrategySummary) => rateLimited.centre;
const unansweredOf = ({ result: { metrics } }: StrategySummary) =>
  metrics.counts.scheduled - metrics.counts.completed;
