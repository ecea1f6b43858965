import type { AttemptEntry, LedgerEntry } from '../core/ledger.ts';
import type { ErrorGroup } from '../core/run-result.ts';

/** Groups of a result; what finds none goes into one named `other`. */
export const MOST_GROUPS = 50;

/** What differs between two equal mistakes, in the order in which it is taken out. */
const VARIABLE_PARTS: readonly (readonly [RegExp, string])[] = [
  [/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/gi, '<uuid>'],
  [/\b(?:(?:req|msg|msgbatch)_|org-)\w+/g, '<id>'],
  [/\d{4}-\d\d-\d\dT[\d:.]+(?:Z|[+-]\d\d:?\d\d)?/g, '<time>'],
  [/\d{1,3}(?:\.\d{1,3}){3}(?::\d+)?/g, '<addr>'],
  // A word needs both to be taken for a number in hex: "deadbeef" may be one, 40000000 is a limit.
  [/\b(?=[0-9a-f]*\d)(?=[0-9a-f]*[a-f])[0-9a-f]{8,}\b/gi, '<hex>'],
  [/\d+(?:[.,]\d+)*/g, '<n>'],
];

/** Takes ids, times, addresses and numbers out of a message, so that equal mistakes read the same. */
export function normaliseMessage(message: string): string {
  let text = message;
  for (const [part, name] of VARIABLE_PARTS) text = text.replace(part, name);
  return text.slice(0, 200);
}

/** What went wrong: an attempt, or a task whose attempts all went well. */
type Failure = Pick<AttemptEntry, 'attempt' | 'outcome' | 'ended_us'> &
  Partial<Omit<AttemptEntry, 'attempt' | 'outcome' | 'ended_us'>>;

type OpenGroup = { -readonly [K in keyof ErrorGroup]: ErrorGroup[K] } & Record<
  'items' | 'first_ms' | 'last_ms',
  number
>;

/**
 * Failed attempts, and tasks that failed without one, by outcome, stage, status, error type and wording: at most 50 groups and one example each. What finds no
 * group any more goes into one `other` for each outcome.
 */
export class ErrorGroups {
  readonly #groups = new Map<string, OpenGroup>();
  /** The failure that found its group last, as a rule by the same words as the next. */
  #latest: { readonly failure: Failure; readonly group: OpenGroup } | undefined;
  /** Groups that the item in hand was counted in. */
  readonly #ofItem = new Set<OpenGroup>();

  record(entry: LedgerEntry): void {
    for (const attempt of entry.attempts) {
      if (attempt.outcome !== 'ok' && !wasGivenUp(attempt)) this.#count(entry, attempt);
    }
    const { outcome, message, done_us: ended_us = 0, attempts } = entry;
    if (outcome !== undefined && message !== undefined) {
      this.#count(entry, { outcome, message, ended_us, attempt: attempts.at(-1)?.attempt ?? 0 });
    }
    if (this.#ofItem.size === 0) return;
    for (const group of this.#ofItem) group.items++;
    this.#ofItem.clear();
  }

  /** Most frequent first. */
  toList(): ErrorGroup[] {
    return [...this.#groups.values()].sort((a, b) => b.count - a.count);
  }

  #count(entry: LedgerEntry, attempt: Failure): void {
    const group = this.#groupOf(entry, attempt);
    const ended = attempt.ended_us / 1_000;
    group.count++;
    if (entry.bin === 'completed') group.later_ok++;
    group.first_ms = Math.min(group.first_ms, ended);
    group.last_ms = Math.max(group.last_ms, ended);
    const { retry_after_ms: told } = attempt;
    if (told !== undefined) {
      group.retry_after_min_ms = Math.min(group.retry_after_min_ms ?? told, told);
      group.retry_after_max_ms = Math.max(group.retry_after_max_ms ?? told, told);
    }
    this.#ofItem.add(group);
  }

  #groupOf(entry: LedgerEntry, failure: Failure): OpenGroup {
    if (this.#latest && isAlike(this.#latest.failure, failure)) return this.#latest.group;
    const group = this.#findGroup(entry, failure);
    this.#latest = { failure, group };
    return group;
  }

  #findGroup({ item }: LedgerEntry, attempt: Failure): OpenGroup {
    const { outcome, stage, status, error_type, message: example = '' } = attempt;
    const message = normaliseMessage(example);
    const key = JSON.stringify([outcome, stage, status, error_type, message]);
    const found = this.#groups.get(key);
    if (found) return found;
    const { ended_us, request_id } = attempt;
    const begun = {
      count: 0,
      later_ok: 0,
      items: 0,
      first_ms: ended_us / 1_000,
      last_ms: ended_us / 1_000,
      example,
      example_of: {
        item,
        attempt: attempt.attempt,
        ...(request_id !== undefined && { request_id }),
      },
    };
    if (this.#groups.size >= MOST_GROUPS) {
      return (
        this.#groups.get(outcome) ?? this.#open(outcome, { outcome, message: 'other', ...begun })
      );
    }
    return this.#open(key, {
      outcome,
      ...(stage !== undefined && { stage }),
      ...(status !== undefined && { status }),
      ...(error_type !== undefined && { error_type }),
      message,
      ...begun,
    });
  }

  #open(key: string, group: OpenGroup): OpenGroup {
    this.#groups.set(key, group);
    return group;
  }
}

function isAlike(a: Failure, b: Failure): boolean {
  return (
    a.message === b.message &&
    a.outcome === b.outcome &&
    a.stage === b.stage &&
    a.status === b.status &&
    a.error_type === b.error_type
  );
}

/** An attempt that lost to its copy was given up, which is no mistake of anybody's. */
function wasGivenUp({ hedge, outcome }: AttemptEntry): boolean {
  return hedge === 'lost' && outcome === 'cancelled';
}
