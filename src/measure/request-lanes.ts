import type { LedgerEntry } from '../core/ledger.ts';
import type { OutcomeKind } from '../core/outcome.ts';
import type { RequestLanes } from '../core/pictures.ts';

/** A picture with more rows shows nothing that its strip does not. */
const MOST_ITEMS = 600;
/** A retry storm of a few items could fill a page. */
const MOST_ATTEMPTS = 6_000;

/** The rows of a small workload as columns; `undefined` of one that is too large to be drawn, or has no attempt. */
export function requestLanes(rows: Iterable<LedgerEntry>): RequestLanes | undefined {
  const entries: LedgerEntry[] = [];
  let count = 0;
  for (const entry of rows) {
    count += entry.attempts.length;
    if (entries.push(entry) > MOST_ITEMS || count > MOST_ATTEMPTS) return undefined;
  }
  if (count === 0) return undefined;
  entries.sort((a, b) => a.item - b.item);
  const item: number[] = [];
  const sent_us: number[] = [];
  const ended_us: number[] = [];
  const outcome: OutcomeKind[] = [];
  entries.forEach(({ attempts }, row) => {
    for (const attempt of attempts) {
      item.push(row);
      sent_us.push(attempt.sent_us);
      ended_us.push(attempt.ended_us);
      outcome.push(attempt.outcome);
    }
  });
  const due_us = entries.map((entry) => entry.due_us);
  return { due_us, attempts: { item, sent_us, ended_us, outcome } };
}
