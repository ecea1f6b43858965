import { expect, it } from 'vitest';
import type { Row } from '../../../mock-server/truth/rows.ts';
import { Rows } from '../../../mock-server/truth/rows.ts';

function row(seq: number): Row {
  return {
    seq,
    item: seq,
    attempt: 0,
    retries: 0,
    connection: { id: 3, nth: seq },
    admittedAttempt: 0,
    headAt: seq - 0.5,
    arrivedAt: seq,
    admittedAt: seq,
    startedAt: seq,
    firstByteAt: seq,
    firstTokenAt: Number.NaN,
    firstContentAt: Number.NaN,
    endedAt: seq + 1,
    status: 200,
    outcome: 'ok',
    inputTokens: 1,
    cacheReadTokens: 0,
    outputTokens: 2,
    demand: 1,
    inServiceAtStart: 1,
    limits: [
      { place: 0, level: 49 },
      { place: 1, level: -2_000 },
    ],
  };
}

it('reads back what was written, after a seq', () => {
  const rows = new Rows(2);
  for (let seq = 1; seq <= 3; seq++) rows.write(row(seq));
  rows.write({ ...row(2), outcome: 'client-abort' });
  expect([...rows.since(1)]).toEqual([{ ...row(2), outcome: 'client-abort' }, row(3)]);
  expect(rows.overflow).toBe(false);
});

it('keeps the last 65 536 of 65 537 rows, says so, and ignores news of the lost one', () => {
  const rows = new Rows(2, 65_536);
  for (let seq = 1; seq <= 65_537; seq++) rows.write(row(seq));
  rows.write({ ...row(1), outcome: 'late' });
  const kept = [...rows.since(0)];
  expect(kept).toHaveLength(65_536);
  expect(kept.at(0)?.seq).toBe(2);
  expect(kept.at(-1)).toEqual(row(65_537));
  expect(rows.overflow).toBe(true);
});

it('keeps none where only counts are wanted', () => {
  const rows = new Rows(2, 0);
  rows.write(row(1));
  rows.write({ ...row(1), outcome: 'late' });
  expect([...rows.since(0)]).toEqual([]);
  expect(rows.overflow).toBe(true);
});
