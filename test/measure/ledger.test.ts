import { expect, it } from 'vitest';
import type { AttemptEntry, LedgerEntry } from '../../src/core/ledger.ts';
import { Ledger } from '../../src/measure/ledger.ts';

function anEntry(item: number, attempts: number): LedgerEntry {
  const attempt = (n: number): AttemptEntry => ({
    attempt: n,
    asked_us: 0,
    sent_us: 0,
    ended_us: 1,
    bytes_in: 0,
    outcome: 'ok',
  });
  return {
    item,
    round: 0,
    intended_us: 0,
    due_us: 0,
    bin: attempts > 0 ? 'completed' : 'dropped',
    attempts: Array.from({ length: attempts }, (_, n) => attempt(n)),
  };
}

it('keeps rows in the order in which items settle', () => {
  const ledger = new Ledger();
  for (const item of [2, 0, 1]) ledger.add(anEntry(item, 1));
  expect([...ledger].map(({ item }) => item)).toEqual([2, 0, 1]);
  expect(ledger.omitted).toBe(0);
});

it('leaves out the rows beyond 200 000 attempts and counts them', () => {
  const ledger = new Ledger();
  const entry = anEntry(0, 10);
  for (let item = 0; item < 20_001; item++) ledger.add(entry);
  expect([...ledger]).toHaveLength(20_000);
  expect(ledger.omitted).toBe(1);
});

it('is bounded for items without attempts, too', () => {
  const ledger = new Ledger();
  const dropped = anEntry(0, 0);
  for (let item = 0; item < 200_010; item++) ledger.add(dropped);
  expect([...ledger]).toHaveLength(200_000);
  expect(ledger.omitted).toBe(10);
});

it('gives a row back as it was, and leaves out what was absent', () => {
  const ledger = new Ledger();
  const entry: LedgerEntry = {
    item: 3,
    round: 1,
    intended_us: 0,
    due_us: 0,
    taken_us: 5,
    done_us: 90_000_000_000,
    bin: 'failed',
    outcome: 'timeout',
    attempts: [
      {
        attempt: 0,
        asked_us: 5,
        sent_us: 6,
        ended_us: 90_000_000_000,
        outcome: 'timeout',
        stage: 'first-token',
        status: 200,
        backoff_ms: 0.25,
        request_id: 'req_1',
        message: 'missed',
        bytes_in: 12,
      },
    ],
  };
  ledger.add(entry);
  expect([...ledger]).toStrictEqual([entry]);
});
