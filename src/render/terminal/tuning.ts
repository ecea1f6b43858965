import type { Tuning, TuningPoint } from '../../core/tuning.ts';
import { formatCount, formatDuration, formatPerSecond, formatShare } from '../format.ts';
import { cleanText } from '../markup.ts';
import {
  confirmationText,
  tuningFacts,
  tuningHeadline,
  valuesText,
  variedText,
} from '../tuning-sentences.ts';
import type { Style } from './style.ts';
import { clip, padTo, wrap } from './width.ts';

/** How a search's answer is laid out. */
export interface TuningLayout {
  readonly width: number;
  readonly style: Style;
  /** Files that were written. */
  readonly files: readonly { readonly label: string; readonly path: string }[];
}

const INDENT = '  ';
const MARKS = { feasible: '✓', infeasible: '✕', undecided: '?' } as const;
const MOST_CANDIDATES = 10;

/** What a search ends with on stdout: answer, reasons, curve, code. */
export function renderTuning(tuning: Tuning, { width, style, files }: TuningLayout): string {
  const found =
    tuning.recommendation ?? tuning.candidates?.find(({ state }) => state === 'feasible');
  const blocks: readonly (readonly string[])[] = [
    [
      ...wrap(cleanText(`${found ? '✓' : '!'} ${tuningHeadline(tuning)}`), width, '', INDENT).map(
        (line) => style(found ? 'green' : 'red', style('bold', line)),
      ),
      ...tuningFacts(tuning).flatMap((fact) =>
        wrap(cleanText(fact), width, INDENT, INDENT + INDENT),
      ),
    ],
    curveLines(tuning, width, style),
    candidateLines(tuning, width, style),
    (tuning.confirmations ?? []).flatMap((each) =>
      wrap(confirmationText(each), width, '= ', INDENT),
    ),
    (tuning.recommendation?.code ?? []).map(
      ({ label, code }) => `${style('dim', label.padEnd(8))} ${code}`,
    ),
    tuning.notices.flatMap(({ message, hint }) => [
      ...wrap(message, width, '! ', INDENT).map((line) => style('yellow', line)),
      ...(hint ? wrap(hint, width, INDENT).map((line) => style('dim', line)) : []),
    ]),
    [
      style('dim', constraintsLine(tuning, width)),
      ...files.map(({ label, path }) => `${style('dim', label.padEnd(8))} ${path}`),
    ],
  ];
  const text = blocks.filter((block) => block.length > 0).map((block) => block.join('\n'));
  return `${text.join('\n\n')}\n`;
}

function constraintsLine({ constraints, clock, seed, vary }: Tuning, width: number): string {
  const asked = [...vary.map(variedText), ...constraints.map(({ expr }) => expr)].join(', ');
  return clip(`${asked}, ${clock} clock, seed ${seed}`, width);
}

/** The curve as a row of bars on their side, a row a value. */
function curveLines(
  { curve, recommendation, vary }: Tuning,
  width: number,
  style: Style,
): readonly string[] {
  if (curve.length === 0) return [];
  const most = Math.max(...curve.map(({ throughput_per_s }) => throughput_per_s));
  const option = vary[0]?.path.split('.').at(-1) ?? '';
  const values = Math.max(option.length, ...curve.map(({ value }) => formatCount(value).length));
  const room = Math.max(8, Math.min(40, width - values - 50));
  const heading = `    ${padTo(option, values, 'right')}  ${padTo('throughput', room + 10)}  ${'call p95'.padStart(9)}  ${'429s'.padStart(6)}`;
  return [
    style('dim', heading),
    ...curve.map((point) => {
      const line = curveLine(point, values, room, most);
      const isPick = point.value === recommendation?.value;
      const marked = `${isPick ? '★' : ' '} ${line}`;
      if (isPick) return style('bold', marked);
      return point.state === 'feasible' ? marked : style('dim', marked);
    }),
  ];
}

function curveLine(point: TuningPoint, values: number, room: number, most: number): string {
  const { value, throughput_per_s, call_p95_ms, rate_limited, state } = point;
  const filled = most > 0 ? Math.max(1, Math.round((throughput_per_s / most) * room)) : 0;
  return [
    `${MARKS[state]} ${padTo(formatCount(value), values, 'right')}`,
    `${padTo('█'.repeat(filled), room)} ${formatPerSecond(throughput_per_s).padStart(9)}`,
    formatDuration(call_p95_ms).padStart(9),
    formatShare(rate_limited).padStart(6),
  ].join('  ');
}

function candidateLines(
  { candidates = [] }: Tuning,
  width: number,
  style: Style,
): readonly string[] {
  if (candidates.length === 0) return [];
  const rows = candidates.slice(0, MOST_CANDIDATES).map((each) => ({
    each,
    name: `${each.strategy}: ${valuesText(each.values)}`,
  }));
  const names = Math.min(
    Math.max(24, width - 52),
    Math.max(...rows.map(({ name }) => name.length)),
  );
  const heading = `    ${padTo('', names)}  ${'answered'.padStart(8)}  ${'goodput'.padStart(8)}  ${'call p95'.padStart(8)}  ${'attempts'.padStart(8)}`;
  return [
    style('dim', heading),
    ...rows.map(({ each, name }) => {
      const cells = [
        formatShare(each.success).padStart(8),
        formatPerSecond(each.goodput_per_s).padStart(8),
        formatDuration(each.call_p95_ms).padStart(8),
        each.amplification.toFixed(2).padStart(8),
      ];
      const mark = `${each.pareto ? '•' : ' '} ${MARKS[each.state]}`;
      return `${mark} ${padTo(cleanText(name), names)}  ${cells.join('  ')}`;
    }),
    style('dim', '• no other one is better in one respect and as good in all others'),
  ];
}
