import type { AttemptEntry, LedgerEntry } from '../core/ledger.ts';
import type { ErrorGroup } from '../core/run-result.ts';

const MOST_GROUPS = 50;

/** What differs between two equal mistakes, in the order in which it is taken out. */
const VARIABLE_PARTS: readonly (readonly [RegExp, string])[] = [
  [/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/gi, '<uuid>'],
  [/\b(?:req|msg|msgbatch)_\w+/g, '<id>'],
  [/\d{4}-\d\d-\d\dT[\d:.]+(?:Z|[+-]\d\d:?\d\d)?/g, '<time>'],
  [/\d{1,3}(?:\.\d{1,3}){3}(?::\d+)?/g, '<addr>'],
  [/\b(?=[0-9a-f]*\d)[0-9a-f]{8,}\b/gi, '<hex>'],
  [/\d+(?:[.,]\d+)*/g, '<n>'],
];

/** Takes ids, times, addresses and numbers out of a message, so that equal mistakes read the same. */
export function normaliseMessage(message: string): string {
  let text = message;
  for (const [part, name] of VARIABLE_PARTS) text = text.replace(part, name);
  return text.slice(0, 200);
}

type OpenGroup = { -readonly [K in keyof ErrorGroup]: ErrorGroup[K] };

/** Failed attempts by outcome, stage, status and wording: at most 50 groups and one bounded example each. */
export class ErrorGroups {
  readonly #groups = new Map<string, OpenGroup>();

  record(entry: LedgerEntry): void {
    for (const attempt of entry.attempts) {
      if (attempt.outcome === 'ok') continue;
      const group = this.#groupOf(attempt);
      group.count++;
      if (entry.bin === 'completed') group.later_ok++;
    }
  }

  /** Most frequent first. */
  toList(): ErrorGroup[] {
    return [...this.#groups.values()].sort((a, b) => b.count - a.count);
  }

  #groupOf({ outcome, stage, status, message: example = '' }: AttemptEntry): OpenGroup {
    const message = normaliseMessage(example);
    const key = JSON.stringify([outcome, stage, status, message]);
    const found = this.#groups.get(key);
    if (found) return found;
    const full = this.#groups.size >= MOST_GROUPS;
    const group: OpenGroup = {
      outcome,
      ...(status !== undefined && { status }),
      message: full ? 'other' : message,
      count: 0,
      later_ok: 0,
      example,
    };
    const place = full ? JSON.stringify([outcome, 'other']) : key;
    const existing = this.#groups.get(place);
    if (existing) return existing;
    this.#groups.set(place, group);
    return group;
  }
}
