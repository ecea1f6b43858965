import { countsUpTo } from '../../analyze/percentiles.ts';
import type { Distribution, RunResult } from '../../core/run-result.ts';
import { formatDuration } from '../format.ts';
import { cleanText } from '../markup.ts';
import type { Style } from './style.ts';
import { plainStyle } from './style.ts';
import { clip, padTo } from './width.ts';

const LEVELS = '▁▂▃▄▅▆▇█';
const LONGEST_NAME = 24;
const FEWEST_CELLS = 16;
const MOST_CELLS = 64;

/**
 * Latency of every strategy as a row of bars on one logarithmic axis, so that they can be compared. The height of a bar is
 * the square root of its count: a few slow items stay visible beside a thousand fast ones.
 *
 * @returns no lines when nothing was answered
 */
export function histogramLines(
  { strategies }: RunResult,
  width: number,
  style: Style = plainStyle,
): readonly string[] {
  const rows = strategies.flatMap(({ name, metrics: { latency } }) =>
    latency ? [{ name: cleanText(name), latency }] : [],
  );
  if (rows.length === 0) return [];
  const names = Math.min(LONGEST_NAME, Math.max(...rows.map(({ name }) => name.length)));
  const cells = Math.max(FEWEST_CELLS, Math.min(MOST_CELLS, width - names - 4));
  const low = Math.max(0.001, Math.min(...rows.map(({ latency }) => latency.min_ms)));
  const high = Math.max(...rows.map(({ latency }) => latency.max_ms), low * 1.01);
  const edge = (cell: number) => low * (high / low) ** (cell / cells);
  const bins = rows.map(({ latency }) => countsPerCell(latency, cells, edge));
  const most = Math.max(...bins.flat());
  const title = 'latency, log scale, bar = √ items';
  return [
    style('bold', clip(title, width)),
    ...rows.map(({ name }, row) => {
      const bars = (bins[row] ?? []).map((count) => bar(count, most)).join('');
      return clip(`  ${padTo(name, names)}  ${bars}`, width);
    }),
    style('dim', clip(`  ${' '.repeat(names)}  ${axis(cells, edge)}`, width)),
  ];
}

function countsPerCell(
  latency: Distribution,
  cells: number,
  edge: (cell: number) => number,
): readonly number[] {
  const upTo = countsUpTo(latency);
  let below = 0;
  return Array.from({ length: cells }, (_, cell) => {
    // The last one takes what rounding left over.
    const reached = cell === cells - 1 ? latency.count : upTo(edge(cell + 1));
    const here = reached - below;
    below = reached;
    return here;
  });
}

function bar(count: number, most: number): string {
  if (count === 0) return ' ';
  const level = Math.ceil(Math.sqrt(count / most) * LEVELS.length);
  return LEVELS[Math.max(0, level - 1)] ?? ' ';
}

/** The value at the left end, in the middle and at the right end. */
function axis(cells: number, edge: (cell: number) => number): string {
  const [left, middle, right] = [0, cells / 2, cells].map((cell) => formatDuration(edge(cell)));
  const half = Math.floor(cells / 2);
  const start = padTo(left ?? '', half - Math.floor((middle ?? '').length / 2));
  return `${start}${middle}`.padEnd(cells - (right ?? '').length) + right;
}
