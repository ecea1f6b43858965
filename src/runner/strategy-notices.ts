import { VirtualTimeError } from '../clock/virtual-errors.ts';
import type { StrategyPlan } from '../core/plan.ts';
import type { Notice } from '../core/verdict.ts';
import type { StrategyRunOutput } from './run-strategy.ts';
import type { ClockFigures } from './stage.ts';

type Told = Pick<StrategyRunOutput, 'metrics' | 'complete' | 'thrown' | 'omitted' | 'left'>;

/** What must be said of a strategy besides its figures: each thing once, however many rounds it happened in. */
export function noticesOf(
  { name, kind }: StrategyPlan,
  rounds: readonly Told[],
): readonly Notice[] {
  const notice = (counts: readonly number[], say: (count: string) => Notice) => {
    const happened = counts.filter((count) => count > 0);
    return happened.length === 0 ? [] : [say(inWords(happened, rounds.length))];
  };
  const thrown = rounds.flatMap((round) => (round.thrown === undefined ? [] : [round.thrown]));
  const unended = rounds.map(({ metrics, complete }) => (complete ? metrics.counts.incomplete : 0));
  const left = (what: keyof NonNullable<Told['left']>) =>
    rounds.map((round) => round.left?.[what] ?? 0);
  return [
    ...new Map(thrown.map((error) => [messageOf(error), threwNotice(name, error)])).values(),
    ...notice(unended, (count) => cutOffNotice(name, count)),
    ...notice(
      rounds.map(({ omitted }) => omitted),
      (count) => omittedNotice(name, count),
    ),
    ...notice(left('silentFailures'), (count) => silentNotice(name, count)),
    ...notice(left('orphans'), (count) => orphansNotice(name, count)),
    ...notice(left('strays'), (count) => straysNotice(name, count)),
    ...(kind === 'keyed' && rounds.every(hasOneKey) ? [oneKeyNotice(name)] : []),
  ];
}

/** "4", "4 in each of 10 rounds", "37 in 9 of 10 rounds". */
function inWords(counts: readonly number[], rounds: number): string {
  const [first = 0] = counts;
  if (rounds === 1) return String(first);
  if (counts.length === rounds && counts.every((count) => count === first)) {
    return `${first} in each of ${rounds} rounds`;
  }
  return `${counts.reduce((sum, count) => sum + count, 0)} in ${counts.length} of ${rounds} rounds`;
}

function messageOf(thrown: unknown): string {
  return thrown instanceof Error ? thrown.message : String(thrown);
}

function threwNotice(name: string, thrown: unknown): Notice {
  return {
    code: 'strategy-threw',
    message: `strategy "${name}" stopped with an error: ${messageOf(thrown)}`,
    hint:
      thrown instanceof VirtualTimeError
        ? thrown.hint
        : 'its figures cover what was done until then; mend the error and run again.',
  };
}

function cutOffNotice(name: string, items: string): Notice {
  return {
    code: 'cut-off',
    message: `items of "${name}" that had not ended when their time was up: ${items}`,
    hint: 'their latency is at least their age then; give them longer with `drainTimeout`.',
  };
}

function omittedNotice(name: string, items: string): Notice {
  return {
    code: 'ledger-full',
    message: `items of "${name}" whose rows were left out of attempts.jsonl: ${items}`,
    hint: 'counts and histograms hold all of them.',
  };
}

function silentNotice(name: string, items: string): Notice {
  return {
    code: 'silent-failures',
    message: `silent failures: ${items}; "${name}" returned normally though that many items failed`,
    hint: 'let errors out of the function, or look at what allSettled() and catch swallow.',
  };
}

function orphansNotice(name: string, attempts: string): Notice {
  return {
    code: 'orphaned-attempts',
    message: `attempts that were still running when "${name}" returned: ${attempts}`,
    hint: 'await every call: Promise.all() returns at the first failure and leaves the others.',
  };
}

function straysNotice(name: string, attempts: string): Notice {
  return {
    code: 'stray-attempts',
    message: `attempts of "${name}" that belong to no item and are in no row: ${attempts}`,
    hint: "send each item's prompt as it is, or give item.headers to the request.",
  };
}

function hasOneKey({ metrics: { tags, counts } }: Told): boolean {
  return tags === undefined && counts.completed > 1;
}

function oneKeyNotice(name: string): Notice {
  return {
    code: 'one-key',
    message: `"${name}" had nothing to keep apart: no two items have different tags`,
    hint: "say in the workload whom an item is for: tag: 'customer', or a function.",
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
