import { describe, expect, it } from 'vitest';
import type { AttemptEntry, LedgerEntry } from '../../src/core/ledger.ts';
import { createRng } from '../../src/core/rng.ts';
import { Ledger } from '../../src/measure/ledger.ts';
import { requestLanes } from '../../src/measure/request-lanes.ts';

const attempt = (sent_us: number, ended_us: number, outcome: AttemptEntry['outcome']) =>
  ({ attempt: 0, asked_us: sent_us, sent_us, ended_us, outcome, bytes_in: 0 }) as const;

function anEntry(item: number, attempts: readonly AttemptEntry[]): LedgerEntry {
  return { item, round: 0, intended_us: 0, due_us: item, bin: 'completed', attempts };
}

function ledgerOf(entries: readonly LedgerEntry[]): Ledger {
  const ledger = new Ledger(createRng(1));
  for (const entry of entries) ledger.add(entry);
  return ledger;
}

describe('lanes of requests', () => {
  it('are columns of items in their own order, whichever was done first', () => {
    const rows = [
      anEntry(1, [attempt(1, 5, 'ok')]),
      anEntry(0, [attempt(0, 2, 'rate-limited'), attempt(4, 9, 'ok')]),
    ];
    expect(requestLanes(ledgerOf(rows))).toEqual({
      due_us: [0, 1],
      attempts: {
        item: [0, 0, 1],
        sent_us: [0, 4, 1],
        ended_us: [2, 9, 5],
        outcome: ['rate-limited', 'ok', 'ok'],
      },
    });
  });

  it('are kept of 600 items and not of 601', () => {
    const rows = (count: number) =>
      ledgerOf(Array.from({ length: count }, (_, item) => anEntry(item, [attempt(0, 1, 'ok')])));
    expect(requestLanes(rows(600))?.due_us).toHaveLength(600);
    expect(requestLanes(rows(601))).toBeUndefined();
  });

  it('are absent without an attempt', () => {
    expect(requestLanes(ledgerOf([anEntry(0, [])]))).toBeUndefined();
  });
});
