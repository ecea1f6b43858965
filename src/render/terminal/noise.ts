import { MOST_GATING_DEVIATION } from '../../analyze/compare/standing.ts';
import type { MetricNoise } from '../../analyze/noise.ts';
import { canGate, MOST_FALSE_ALARMS, NOISE_ROUNDS } from '../../analyze/noise.ts';
import { isFound } from '../../analyze/paired/is-found.ts';
import type { Surroundings } from '../../analyze/surroundings.ts';
import { cellOf } from '../cell.ts';
import { formatDuration, formatShare } from '../format.ts';
import { cleanText } from '../markup.ts';
import { gridLines } from './grid.ts';
import type { Style } from './style.ts';
import { plainStyle, toned } from './style.ts';
import { wrap } from './width.ts';

export interface NoiseLooks {
  readonly width?: number;
  readonly style?: Style;
  /** How the machine fared meanwhile. */
  readonly surroundings?: Surroundings | undefined;
}

/** What a scenario's noise on this machine lets one see. */
export function renderNoise(
  scenario: string,
  noise: readonly MetricNoise[],
  { width = 120, style = plainStyle, surroundings }: NoiseLooks = {},
): string {
  const rows = noise.map(({ strategy }) => ({ name: strategy, mark: ' ' as const }));
  const column = (group: string, label: string, text: (of: MetricNoise) => string) => ({
    group,
    label,
    cells: noise.map((each) => cellOf(cleanText(text(each)))),
  });
  const columns = [
    column('', 'metric', ({ metric }) => metric),
    column('', 'pairs', ({ pairs }) => String(pairs)),
    column('', 's', ({ deviation }) => formatShare(deviation)),
    column('', 'CV', ({ variation }) => formatShare(variation)),
    ...NOISE_ROUNDS.map((rounds, i) =>
      column('MDE at n rounds', `${rounds}`, ({ mde }) => formatShare(mde[i])),
    ),
    column('', 'n for 5 %', ({ rounds }) => (rounds === undefined ? '> 200' : String(rounds))),
    column('', 'false alarms', ({ falseAlarms: { regressed, improved } }) =>
      formatShare(Math.max(regressed, improved)),
    ),
  ];
  const [tone, verdict] = verdictOf(noise);
  const heading = `${verdict}: ${scenario} held against itself`;
  return [
    ...wrap(cleanText(heading), width, '', '  ').map((line) =>
      toned(style, tone, style('bold', line)),
    ),
    '',
    ...gridLines(rows, columns, width, style),
    '',
    ...wrap(LEGEND, width).map((line) => style('dim', line)),
    '',
    ...wrap(adviceOf(noise), width),
    ...wrap(storedText(noise), width),
    ...wrap(besideText(surroundings), width),
    '',
  ].join('\n');
}

const LEGEND =
  's: deviation of the ratio of two rounds of the same work next to each other. CV: of all rounds, seeds included. MDE: the smallest change that 80 % of comparisons would find.';

function verdictOf(noise: readonly MetricNoise[]): ['good' | 'bad', string] {
  if (noise.length === 0) return ['bad', '! no data'];
  return canGate(noise)
    ? ['good', '✓ this machine can gate this scenario']
    : ['bad', '✕ this machine cannot gate this scenario'];
}

/** Rounds of two occasions vary by more than those that took turns. */
function storedText(noise: readonly MetricNoise[]): string {
  const most = Math.max(0, ...noise.map(({ deviation }) => deviation));
  if (noise.length === 0 || most <= MOST_GATING_DEVIATION) return '';
  return `A run that is held against a stored baseline only warns here: s is above ${formatShare(MOST_GATING_DEVIATION)}. Run both versions in turns: bench compare A.ts B.ts.`;
}

/** `Meanwhile the event loop was blocked for 0.4 % of the time, at most 12 ms; …` */
function besideText(surroundings: Surroundings | undefined): string {
  if (!surroundings) return '';
  const { loop_blocked_share, loop_max_ms, gc_share } = surroundings;
  const { steal_share, lag_p99_ms, mock_late_p99_ms } = surroundings;
  const parts = [
    `Meanwhile the event loop was blocked for ${formatShare(loop_blocked_share)} of the time, at most ${formatDuration(loop_max_ms)}`,
    `garbage collection took ${formatShare(gc_share)}`,
    ...(steal_share === undefined
      ? []
      : [`other machines of the host took ${formatShare(steal_share)} of the cores (steal)`]),
    ...(lag_p99_ms === undefined
      ? []
      : [`1 % of items were noticed more than ${formatDuration(lag_p99_ms)} late`]),
    ...(mock_late_p99_ms === undefined
      ? []
      : [`1 % of the mock's replies left more than ${formatDuration(mock_late_p99_ms)} late`]),
  ];
  return `${parts.join('; ')}.`;
}

function adviceOf(noise: readonly MetricNoise[]): string {
  if (noise.length === 0) return 'No metric has a value in every round of both arms.';
  if (!canGate(noise)) {
    if (noise.some(({ verdict }) => isFound(verdict))) {
      return 'The two differ, though they are the same: something on this machine favours the one that comes first, or second. Close what else runs on it, or gate in virtual time.';
    }
    return `More than ${formatShare(MOST_FALSE_ALARMS)} of comparisons without a difference find one. Close what else runs on it, make rounds longer, or gate in virtual time.`;
  }
  const most = Math.max(...noise.map(({ rounds = Number.POSITIVE_INFINITY }) => rounds));
  if (!Number.isFinite(most)) {
    return 'A change of 5 % cannot be seen in 200 rounds: make rounds longer, or gate in virtual time.';
  }
  return `To see 5 % in every metric: bench compare --rounds ${Math.max(7, most)}.`;
}
