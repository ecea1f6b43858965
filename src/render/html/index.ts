import { createHash } from 'node:crypto';
import type { RunResult } from '../../core/run-result.ts';
import { readTemplate, renderTemplate } from './template.ts';
import { reportView } from './view.ts';

/**
 * The report of a run: one file without any reference to the outside, complete without JavaScript. Equal results give
 * equal bytes.
 */
export function renderHtml(result: RunResult): string {
  const css = readTemplate('report.css');
  const hash = createHash('sha256').update(css).digest('base64');
  // Names, prompts and replies are hostile: whatever slips through the escaping still cannot load or run anything.
  const policy = `default-src 'none'; style-src 'sha256-${hash}'; base-uri 'none'; form-action 'none'`;
  return renderTemplate('report.ejs', { ...reportView(result), css, policy });
}
