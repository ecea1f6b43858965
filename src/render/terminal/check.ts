import type { RunResult } from '../../core/run-result.ts';
import { formatInstant } from '../format.ts';
import { cleanText } from '../markup.ts';
import { STATUS_LOOKS } from '../status.ts';
import type { Style } from './style.ts';
import { toned } from './style.ts';
import { thresholdLines } from './thresholds.ts';
import { wrap } from './width.ts';

/** What a result says of its thresholds: verdict, table, and whatever else is wrong with the run. */
export function renderCheck(
  result: RunResult,
  { width, style }: { readonly width: number; readonly style: Style },
): string {
  const { scenario, started_at, thresholds, verdict } = result;
  const { glyph, word, tone } = STATUS_LOOKS[verdict.status];
  const title = `${glyph} ${word}  ${scenario}, measured ${formatInstant(started_at)}`;
  const reasons = verdict.reasons.flatMap(({ message, hint }) => [
    ...wrap(cleanText(message), width, '  '),
    ...(hint === undefined ? [] : wrap(`hint ${cleanText(hint)}`, width, '  ')),
  ]);
  return [
    ...wrap(cleanText(title), width).map((line) => toned(style, tone, style('bold', line))),
    ...reasons,
    '',
    ...thresholdLines(thresholds, width, style),
    '',
  ].join('\n');
}
