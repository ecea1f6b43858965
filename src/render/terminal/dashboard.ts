import type { Milliseconds } from '../../core/units.ts';
import { formatCount, formatDuration, formatPerSecond } from '../format.ts';
import { cleanText } from '../markup.ts';
import { verticalBars } from './bars.ts';
import type { ProgressState } from './progress.ts';
import { progressLines } from './progress.ts';
import type { Style } from './style.ts';
import { plainStyle } from './style.ts';
import { clip } from './width.ts';

/** How the running strategy stood during equal parts of time. */
export interface HistoryPoint {
  /** Items that ended. */
  readonly perSecond: number;
  /** At the end of the part. */
  readonly inFlight: number;
  /** Attempts that a rate limit refused. */
  readonly refusedPerSecond: number;
}

/** The running strategy from its start to now, oldest first. */
export interface RunHistory {
  readonly strategy: string;
  /** Time that a point stands for. */
  readonly every: Milliseconds;
  readonly points: readonly HistoryPoint[];
}

/** Everything that fills the screen. */
export interface DashboardState extends ProgressState {
  readonly scenario: string;
  readonly question?: string;
  /** Since the start of the run, in real time. */
  readonly elapsed: Milliseconds;
  /** Absent between two strategies. */
  readonly history?: RunHistory;
}

/** The screen. */
export interface ScreenSize {
  readonly columns: number;
  readonly rows: number;
}

const CHARTS = [
  { label: 'answered', value: ({ perSecond }: HistoryPoint) => perSecond, write: formatPerSecond },
  { label: 'in flight', value: ({ inFlight }: HistoryPoint) => inFlight, write: formatCount },
  {
    label: '429s',
    value: ({ refusedPerSecond }: HistoryPoint) => refusedPerSecond,
    write: formatPerSecond,
  },
] as const;

/** Lowest chart that shows a shape. */
const LEAST_CHART_ROWS = 2;
const MOST_CHART_ROWS = 8;

/** A screen for a long run: where it stands, and how the running strategy went so far. Never larger than the screen. */
export function dashboardLines(
  state: DashboardState,
  { columns, rows }: ScreenSize,
  style: Style = plainStyle,
): readonly string[] {
  const { scenario, question, elapsed, history } = state;
  const title = `${cleanText(scenario)} · ${formatDuration(elapsed)}`;
  const head = [
    style('bold', clip(title, columns)),
    ...(question === undefined ? [] : [style('dim', clip(cleanText(question), columns))]),
    '',
  ];
  const table = progressLines(state, columns, style, rows - head.length);
  const room = rows - head.length - table.length;
  const charts = history ? chartLines(history, columns, room, style) : [];
  return [...head, ...charts, ...table].slice(0, rows);
}

/** All charts in `room` lines, as high as they can be; none where there is no room for a shape. */
function chartLines(
  { strategy, every, points }: RunHistory,
  columns: number,
  room: number,
  style: Style,
): readonly string[] {
  const heading = clip(`${cleanText(strategy)}, ${formatDuration(every)} a column`, columns);
  // A line of words each, and one between the last and the table.
  const height = Math.floor((room - 2) / CHARTS.length) - 1;
  if (height < LEAST_CHART_ROWS || points.length === 0) return [];
  const recent = points.slice(-columns);
  return [
    heading,
    ...CHARTS.flatMap(({ label, value, write }) => {
      const values = recent.map(value);
      const words = `${label}  now ${write(values.at(-1))}  most ${write(Math.max(...values))}`;
      return [
        style('dim', clip(words, columns)),
        ...verticalBars(values, Math.min(height, MOST_CHART_ROWS)),
      ];
    }),
    '',
  ];
}
