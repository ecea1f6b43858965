import { VirtualTimeError } from '../clock/virtual-errors.ts';
import type { StrategyPlan } from '../core/plan.ts';
import type { Notice } from '../core/verdict.ts';
import type { StrategyRunOutput } from './run-strategy.ts';

/** What must be said of a strategy's round besides its figures. */
export function noticesOf(
  { name }: StrategyPlan,
  { thrown, omitted }: Pick<StrategyRunOutput, 'thrown' | 'omitted'>,
): readonly Notice[] {
  return [
    ...(thrown === undefined ? [] : [threwNotice(name, thrown)]),
    ...(omitted === 0 ? [] : [omittedNotice(name, omitted)]),
  ];
}

function threwNotice(name: string, thrown: unknown): Notice {
  const message = thrown instanceof Error ? thrown.message : String(thrown);
  return {
    code: 'strategy-threw',
    message: `strategy "${name}" stopped with an error: ${message}`,
    hint:
      thrown instanceof VirtualTimeError
        ? thrown.hint
        : 'its figures cover what was done until then; mend the error and run again.',
  };
}

function omittedNotice(name: string, omitted: number): Notice {
  return {
    code: 'ledger-full',
    message: `the rows of ${omitted} items of "${name}" were left out of attempts.jsonl`,
    hint: 'counts and histograms hold all of them.',
  };
}
