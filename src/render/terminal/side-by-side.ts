import type { SideBySide } from '../../analyze/side-by-side.ts';
import { cleanText } from '../markup.ts';
import { columnsOf, differentWorkSentence, foreignSentence, rowName } from '../side-by-side.ts';
import type { Judged } from '../standings.ts';
import { standingOf } from '../standings.ts';
import type { GridColumn } from './grid.ts';
import { gridFits, gridLines } from './grid.ts';
import type { Style } from './style.ts';
import { plainStyle, toned } from './style.ts';
import { wrap } from './width.ts';

/** Left out one after the other where a terminal is narrow: `service p50` and so on. */
const DISPENSABLE = ['service p99', 'service p50', 'ttft p95', ' throughput', 'service p95'];

interface Looks {
  readonly width?: number;
  readonly style?: Style;
  /** Files that were held against a baseline. @default none */
  readonly judged?: Judged;
}

/** Several files in one table. */
export function renderSideBySide(
  sides: SideBySide,
  { width = 80, style = plainStyle, judged }: Looks = {},
): string {
  const warning = differentWorkSentence(sides);
  const remark = foreignSentence(sides);
  const rows = sides.rows.map((row) => ({ name: rowName(row), mark: ' ' as const }));
  const blocks = [
    warning ? wrap(warning, width, '! ', '  ').map((line) => style('red', line)) : [],
    gridLines(rows, fittingColumns(sides, width), width, style),
    judged ? standingLines(judged, width, style) : [],
    remark ? wrap(remark, width).map((line) => style('dim', line)) : [],
  ];
  const text = blocks.filter((block) => block.length > 0).map((block) => block.join('\n'));
  return `${text.join('\n\n')}\n`;
}

function standingLines({ against, files }: Judged, width: number, style: Style): readonly string[] {
  return [
    style('bold', cleanText(`Against ${against}`)),
    ...files.flatMap((each) => {
      const { label, look, says } = standingOf(each);
      const [first = '', ...rest] = wrap(
        `${cleanText(label)}: ${look.word}. ${says}`,
        width,
        `${look.glyph} `,
        '  ',
      );
      return [toned(style, look.tone, first), ...rest];
    }),
  ];
}

function fittingColumns(sides: SideBySide, width: number): readonly GridColumn[] {
  let columns = columnsOf(sides).map(({ group, label, cell }) => ({
    group,
    label,
    cells: sides.rows.map((row) => {
      const shown = cell(row);
      return { ...shown, text: cleanText(shown.text) };
    }),
  }));
  for (const dispensable of DISPENSABLE) {
    if (gridFits(columns, width)) break;
    columns = columns.filter(({ group, label }) => `${group} ${label}` !== dispensable);
  }
  return columns;
}
