import type { Verdict } from '../core/verdict.ts';
import { cleanText } from '../render/markup.ts';
import { EXIT_CODES } from './exit-codes.ts';

/** The last line on the terminal: what the process ends with, and why. Nothing is to be said of a 0. */
export function exitLine({ exitCode, reasons: [worst] }: Verdict): string {
  if (exitCode === EXIT_CODES.pass) return '';
  return `\nexit ${exitCode}${worst ? `: ${cleanText(worst.message)}` : ''}\n`;
}
