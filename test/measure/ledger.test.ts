import { describe, expect, it } from 'vitest';
import type { AttemptEntry, LedgerEntry } from '../../src/core/ledger.ts';
import { createRng } from '../../src/core/rng.ts';
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

const newLedger = () => new Ledger(createRng(1));

it('keeps rows in the order in which items settle', () => {
  const ledger = newLedger();
  for (const item of [2, 0, 1]) ledger.add(anEntry(item, 1));
  expect([...ledger].map(({ item }) => item)).toEqual([2, 0, 1]);
  expect(ledger.omitted).toBe(0);
});

it('keeps all rows of 200 000 attempts', () => {
  const ledger = newLedger();
  for (let item = 0; item < 20_000; item++) ledger.add(anEntry(item, 10));
  expect([...ledger]).toHaveLength(20_000);
  expect(ledger.omitted).toBe(0);
});

describe('beyond 200 000 attempts', () => {
  /** Item i takes i µs, but the last of a thousand takes 10 s more; every 997th fails. */
  const items = 300_000;
  const ledger = newLedger();
  for (let item = 0; item < items; item++) {
    const slow = item % 1_000 === 999 ? 10_000_000 : 0;
    const bin = item % 997 === 0 ? 'failed' : 'completed';
    ledger.add({ ...anEntry(item, 1), done_us: item + slow, bin });
  }
  const kept = [...ledger].map(({ item }) => item);

  it('keeps the first 1000, in order, and counts what it left out', () => {
    expect(kept.slice(0, 1_000)).toEqual(Array.from({ length: 1_000 }, (_, i) => i));
    expect(kept).toEqual(kept.toSorted((a, b) => a - b));
    expect(ledger.omitted).toBe(items - kept.length);
  });

  it('keeps the slowest and the failures', () => {
    const expected = new Set(kept);
    for (let item = 999; item < items; item += 1_000) expect(expected).toContain(item);
    for (let item = 0; item < items; item += 997) expect(expected).toContain(item);
  });

  it('keeps a sample of 50 000 that is no denser anywhere', () => {
    // Of the rows that are neither first, slow nor failed a sixth is expected, within 5 deviations.
    const plain = kept.filter((item) => item >= 1_000 && item < 290_000 && item % 997 !== 0);
    for (const from of [1_000, 100_000, 200_000, 250_000]) {
      const count = plain.filter((item) => item >= from && item < from + 30_000).length;
      expect(Math.abs(count - 5_000)).toBeLessThan(5 * Math.sqrt(5_000 * (5 / 6)) + 30);
    }
    expect(kept.length).toBeLessThan(62_000);
  });
});

describe('of items that are later and later', () => {
  /** Item i is due at once, pulled after 1,000 i µs, and done 10 µs later; every 997th takes 20. */
  const items = 300_000;
  const slow = (item: number) => item % 997 === 0;
  const keptOf = (ledger: Ledger) => {
    for (let item = 0; item < items; item++) {
      const taken_us = 1_000 * item;
      ledger.add({ ...anEntry(item, 1), taken_us, done_us: taken_us + (slow(item) ? 20 : 10) });
    }
    return new Set([...ledger].map(({ item }) => item));
  };

  it('keeps those that took longest once they were pulled', () => {
    const kept = keptOf(new Ledger(createRng(1)));
    for (let item = 0; item < items; item += 997) expect(kept).toContain(item);
    const last = Array.from({ length: 1_000 }, (_, i) => items - 1 - i);
    // Of those that the sample alone may keep a sixth is expected.
    expect(last.filter((item) => kept.has(item) && !slow(item)).length).toBeLessThan(250);
  });

  it('keeps the latest of an open load', () => {
    const kept = keptOf(new Ledger(createRng(1), { open: true }));
    for (let item = items - 1_000; item < items; item++) expect(kept).toContain(item);
  });
});

it('keeps the attempts and texts of the rows that stay', () => {
  const ledger = newLedger();
  const attempt = (item: number): AttemptEntry => ({
    ...{ attempt: 0, asked_us: item, sent_us: item, ended_us: item + 1, bytes_in: 0 },
    outcome: 'ok',
    request_id: `req_${item}`,
  });
  for (let item = 0; item < 120_000; item++) {
    const attempts = [attempt(item), attempt(item)];
    ledger.add({ ...anEntry(item, 0), bin: 'completed', message: `task ${item}`, attempts });
  }
  const kept = [...ledger];
  expect(kept.length).toBeLessThan(60_000);
  expect(
    kept.filter(
      ({ item, message, attempts }) =>
        message !== `task ${item}` ||
        [0, 1].some(
          (i) => attempts[i]?.request_id !== `req_${item}` || attempts[i]?.sent_us !== item,
        ),
    ),
  ).toEqual([]);
});

it('has room for attempts, not for items', () => {
  const ledger = newLedger();
  // Of 100 attempts each: 2,000 rows fill it, of which 10 first, 10 slow and 500 for a sample stay.
  for (let item = 0; item < 2_001; item++) ledger.add({ ...anEntry(item, 100), done_us: item });
  const { length } = [...ledger];
  expect(length).toBeGreaterThan(500);
  expect(length).toBeLessThanOrEqual(521);
});

it('is bounded for items without attempts, too', () => {
  const ledger = newLedger();
  const dropped = anEntry(0, 0);
  for (let item = 0; item < 200_010; item++) ledger.add(dropped);
  expect([...ledger].length).toBeLessThan(62_000);
});

it('gives every field back', () => {
  const attempt: Required<AttemptEntry> = {
    attempt: 1,
    asked_us: 2,
    sent_us: 3,
    connected_us: 4,
    headers_us: 5,
    first_byte_us: 6,
    first_token_us: 7,
    first_output_us: 8,
    last_token_us: 9,
    longest_stall_us: 10,
    ended_us: 11,
    outcome: 'timeout',
    stage: 'idle',
    status: 200,
    error_type: 'overloaded_error',
    retry_after_ms: 12,
    backoff_ms: 13,
    request_id: 'req_1',
    input_tokens: 14,
    cache_read_tokens: 15,
    cache_write_tokens: 16,
    output_tokens: 17,
    bytes_in: 18,
    hedge: 'won',
    message: 'missed',
  };
  const entry: Required<LedgerEntry> = {
    item: 1,
    round: 2,
    intended_us: 3,
    due_us: 4,
    taken_us: 5,
    done_us: 6,
    bin: 'failed',
    outcome: 'timeout',
    message: 'given up',
    attempts: [attempt],
  };
  const ledger = newLedger();
  ledger.add(entry);
  expect([...ledger]).toStrictEqual([entry]);
});

it('gives a row back as it was, and leaves out what was absent', () => {
  const ledger = newLedger();
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
