import type { LedgerEntry } from '../core/ledger.ts';
import type { OutcomeKind } from '../core/outcome.ts';
import type { RequestLanes } from '../core/pictures.ts';
import type { Ledger } from './ledger.ts';

/** A picture with more rows shows nothing that its strip does not. */
const MOST_ITEMS = 600;
/** A retry storm of a few items could fill a page. */
const MOST_ATTEMPTS = 6_000;

/** Rows are made as they are read: those of a large workload are not looked at. */
type DrawnLedger = Iterable<LedgerEntry> & Pick<Ledger, 'settled' | 'omitted'>;

/** The rows of a small workload as columns; `undefined` of one that is too large to be drawn, or has no attempt. */
export function requestLanes(ledger: DrawnLedger): RequestLanes | undefined {
  if (ledger.settled > MOST_ITEMS || ledger.omitted > 0) return undefined;
  const entries = [...ledger].sort((a, b) => a.item - b.item);
  const count = entries.reduce((sum, { attempts }) => sum + attempts.length, 0);
  if (count === 0 || count > MOST_ATTEMPTS) return undefined;
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
