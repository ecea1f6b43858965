import type { RunResult } from '../../core/run-result.ts';
import { renderPage } from './template.ts';
import { reportView } from './view.ts';

/**
 * The report of a run: one file without any reference to the outside, complete without JavaScript. Equal results give
 * equal bytes.
 */
export function renderHtml(result: RunResult): string {
  return renderPage('report', reportView(result));
}
