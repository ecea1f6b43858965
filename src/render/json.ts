import type { RunResult } from '../core/run-result.ts';

/** The result as it is, indented, with a line break at the end. */
export function renderJson(result: RunResult): string {
  return `${JSON.stringify(result, null, 2)}\n`;
}
