import type { Milliseconds } from '../../core/units.ts';
import {
  countOf,
  formatCount,
  formatDuration,
  formatPerSecond,
  formatShare,
  MISSING,
} from '../format.ts';
import { cleanText } from '../markup.ts';
import type { Style } from './style.ts';
import { plainStyle } from './style.ts';
import { clip, padTo } from './width.ts';

/** One strategy as it stands now. Counts are those of its current round. */
export interface StrategyProgress {
  readonly name: string;
  readonly state: 'waiting' | 'running' | 'done';
  /** Items that ended, well or not. */
  readonly done: number;
  /** Items of the workload, where known. */
  readonly total?: number;
  readonly inFlight: number;
  /** Items pulled or due that have nothing on the wire. */
  readonly waiting: number;
  /** Attempts refused so far. */
  readonly rateLimited: number;
  /** Items that ended without an answer. */
  readonly failed: number;
  /** Since its start, on the run's clock; at the end its makespan. */
  readonly elapsed: Milliseconds;
  /** Items that ended per second. */
  readonly perSecond: number;
}

/** Everything that progress shows; the caller fills it whenever it wants to paint. */
export interface ProgressState {
  /** In the order in which they run. */
  readonly strategies: readonly StrategyProgress[];
  /** Where the run stands, from 1. Absent for a run of one round. */
  readonly round?: { readonly current: number; readonly of: number };
}

const BAR_CELLS = 20;
const LONGEST_NAME = 24;

/**
 * The frame of a live display: a line for the run, then one a strategy; no line is wider than `width`.
 *
 * @param most lines; where there are more strategies, the running one and those that ended last are shown
 */
export function progressLines(
  state: ProgressState,
  width: number,
  style: Style = plainStyle,
  most: number = Number.POSITIVE_INFINITY,
): readonly string[] {
  const { shown, left } = withinLines(state.strategies, most - 1);
  const names = state.strategies.map(({ name }) => cleanText(name).length);
  const nameWidth = Math.min(LONGEST_NAME, Math.max(0, ...names));
  return [
    clip(overallLine(state), width),
    ...shown.map((strategy) => {
      const line = clip(strategyLine(strategy, nameWidth), width);
      if (strategy.state === 'waiting') return style('dim', line);
      return strategy.state === 'running' ? style('bold', line) : line;
    }),
    ...(left > 0 ? [style('dim', clip(`  + ${left} more`, width))] : []),
  ];
}

/** As many as fit, those before the running one, and it, first of all. */
function withinLines(
  strategies: readonly StrategyProgress[],
  most: number,
): { readonly shown: readonly StrategyProgress[]; readonly left: number } {
  if (strategies.length <= most) return { shown: strategies, left: 0 };
  const room = Math.max(1, most - 1);
  const running = strategies.findIndex(({ state }) => state === 'running');
  const current = running < 0 ? strategies.findLastIndex(({ state }) => state === 'done') : running;
  const from = Math.max(0, current + 1 - room);
  const shown = strategies.slice(from, from + room);
  return { shown, left: strategies.length - shown.length };
}

/** One line for a pipe or a log, when a strategy starts, from time to time, and when it ends. */
export function plainLine(strategy: StrategyProgress): string {
  const name = cleanText(strategy.name);
  const { state, done, total, elapsed, perSecond } = strategy;
  if (state === 'waiting') return `${name}: waiting`;
  if (state === 'running' && done === 0 && elapsed === 0) {
    return `${name}: started${total === undefined ? '' : `, ${countOf(total, 'item')}`}`;
  }
  const facts = `${formatPerSecond(perSecond)}, ${troubles(strategy).join(', ')}`;
  if (state === 'done') {
    return `${name}: ${countOf(done, 'item')} in ${formatDuration(elapsed)}, ${facts}`;
  }
  return `${name}: ${progressOf(strategy)}, ${formatCount(strategy.inFlight)} in flight, ${facts}, ETA ${eta(strategy)}`;
}

function overallLine({ strategies, round }: ProgressState): string {
  const share = shareDone(strategies);
  const filled = Math.floor((share ?? 0) * BAR_CELLS);
  const bar = '█'.repeat(filled) + '░'.repeat(BAR_CELLS - filled);
  const running = strategies.find(({ state }) => state === 'running');
  const parts = [
    ...(round ? [`round ${round.current} of ${round.of}`] : []),
    ...(share === undefined ? [] : [bar, formatShare(Math.floor(share * 100) / 100)]),
    ...(running ? [`ETA of this strategy ${eta(running)}`] : []),
  ];
  return parts.join('  ');
}

/** Share of the round's items that ended; absent while a total is unknown. */
function shareDone(strategies: readonly StrategyProgress[]): number | undefined {
  let done = 0;
  let total = 0;
  for (const strategy of strategies) {
    if (strategy.total === undefined) return undefined;
    done += strategy.state === 'done' ? strategy.total : strategy.done;
    total += strategy.total;
  }
  return total > 0 ? Math.min(1, done / total) : undefined;
}

function strategyLine(strategy: StrategyProgress, nameWidth: number): string {
  const name = padTo(cleanText(strategy.name), nameWidth);
  if (strategy.state === 'waiting') return `  ${name}`.trimEnd();
  const rate = formatPerSecond(strategy.perSecond).padStart(7);
  if (strategy.state === 'done') {
    const time = formatDuration(strategy.elapsed).padStart(9);
    return [`✓ ${name}`, time, rate, ...troubles(strategy)].join('  ');
  }
  const wire = `${formatCount(strategy.inFlight)} in flight`;
  const waiting = `${formatCount(strategy.waiting)} waiting`;
  const done = progressOf(strategy).padStart(9);
  return [`● ${name}`, done, rate, wire, waiting, ...troubles(strategy)].join('  ');
}

function progressOf({ done, total }: StrategyProgress): string {
  return total === undefined ? formatCount(done) : `${formatCount(done)}/${formatCount(total)}`;
}

function troubles({ rateLimited, failed }: StrategyProgress): readonly string[] {
  return [`429 ${formatCount(rateLimited)}`, `failed ${formatCount(failed)}`];
}

/** Time to the end of this strategy's items at its pace so far. */
function eta({ done, total, perSecond }: StrategyProgress): string {
  if (total === undefined || perSecond <= 0) return MISSING;
  return formatDuration((Math.max(0, total - done) / perSecond) * 1_000);
}
