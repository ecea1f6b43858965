import type { Tuning } from '../../core/tuning.ts';
export function renderTuningHtml(_: Tuning): string {
  return '';
}
