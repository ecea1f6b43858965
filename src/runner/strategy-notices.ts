import { VirtualTimeError } from '../clock/virtual-errors.ts';
import type { StrategyPlan } from '../core/plan.ts';
import type { Notice } from '../core/verdict.ts';
import type { StrategyRunOutput } from './run-strategy.ts';
import type { ClockFigures } from './stage.ts';

/** What must be said of a strategy's round besides its figures. */
export function noticesOf(
  { name }: StrategyPlan,
  output: Pick<StrategyRunOutput, 'metrics' | 'complete' | 'thrown' | 'omitted' | 'left'>,
): readonly Notice[] {
  const { metrics, complete, thrown, omitted, left = {} } = output;
  const { incomplete } = metrics.counts;
  const { silentFailures = 0, orphans = 0, strays = 0 } = left;
  return [
    ...(thrown === undefined ? [] : [threwNotice(name, thrown)]),
    ...(complete && incomplete > 0 ? [cutOffNotice(name, incomplete)] : []),
    ...(omitted === 0 ? [] : [omittedNotice(name, omitted)]),
    ...(silentFailures === 0 ? [] : [silentNotice(name, silentFailures)]),
    ...(orphans === 0 ? [] : [orphansNotice(name, orphans)]),
    ...(strays === 0 ? [] : [straysNotice(name, strays)]),
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

function cutOffNotice(name: string, items: number): Notice {
  return {
    code: 'cut-off',
    message: `${items} items of "${name}" had not ended when their time was up`,
    hint: 'their latency is at least their age then; give them longer with `drainTimeout`.',
  };
}

function omittedNotice(name: string, omitted: number): Notice {
  return {
    code: 'ledger-full',
    message: `the rows of ${omitted} items of "${name}" were left out of attempts.jsonl`,
    hint: 'counts and histograms hold all of them.',
  };
}

function silentNotice(name: string, items: number): Notice {
  return {
    code: 'silent-failures',
    message: `silent failures: ${items}; "${name}" returned normally though that many items failed`,
    hint: 'let errors out of the function, or look at what allSettled() and catch swallow.',
  };
}

function orphansNotice(name: string, attempts: number): Notice {
  return {
    code: 'orphaned-attempts',
    message: `${attempts} attempts were still running when "${name}" returned`,
    hint: 'await every call: Promise.all() returns at the first failure and leaves the others.',
  };
}

function straysNotice(name: string, attempts: number): Notice {
  return {
    code: 'stray-attempts',
    message: `${attempts} attempts of "${name}" belong to no item; they are in no row`,
    hint: "send each item's prompt as it is, or give item.headers to the request.",
  };
}

/** Calls that virtual time refused, one notice for each kind of call. */
export function refusedNotices(
  { name }: StrategyPlan,
  figures: readonly ClockFigures[],
): readonly Notice[] {
  const calls = new Set(figures.flatMap(({ refused }) => refused));
  return [...calls].map((call) => ({
    code: 'real-call-refused',
    message: `strategy "${name}" made a call that is not possible in virtual time: ${call}`,
    hint: 'do without it, do it before the run, or run with --clock real.',
  }));
}
