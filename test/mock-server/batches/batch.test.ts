import { expect, it } from 'vitest';
import { Batch, EXPIRES_AFTER } from '../../../mock-server/batches/batch.ts';

const HOUR = 3_600_000;

/** A batch whose requests are done at these ages, all succeeded. */
function aBatch(doneAt: readonly number[], changes: { liveCounts?: boolean } = {}): Batch {
  return new Batch({
    id: 'msgbatch_000001',
    number: 1,
    createdAt: new Date(0),
    requests: doneAt.map((_, i) => ({ customId: `r${i}`, params: {} })),
    doneAt: Float64Array.from(doneAt),
    outcomeOf: () => 'succeeded',
    cancelLatency: 1_000,
    liveCounts: false,
    ...changes,
  });
}

const NONE = { processing: 0, succeeded: 0, errored: 0, canceled: 0, expired: 0 };

it('ends when its last request is done, and shows all in processing until then', () => {
  const batch = aBatch([10, 30, 20]);
  expect(batch.endsAt).toBe(30);
  expect(batch.status(29.999)).toBe('in_progress');
  expect(batch.counts(29.999)).toEqual({ ...NONE, processing: 3 });
  expect(batch.status(30)).toBe('ended');
  expect(batch.counts(30)).toEqual({ ...NONE, succeeded: 3 });
});

it('shows counts that grow when they are live', () => {
  const batch = aBatch([10, 30, 20], { liveCounts: true });
  expect(batch.counts(20)).toEqual({ ...NONE, processing: 1, succeeded: 2 });
});

it('expires at 24 h: of 10 requests, one per 5 h, 4 succeed and 6 expire', () => {
  const batch = aBatch(Array.from({ length: 10 }, (_, i) => (i + 1) * 5 * HOUR));
  expect(batch.endsAt).toBe(EXPIRES_AFTER);
  expect(batch.counts(24 * HOUR)).toEqual({ ...NONE, succeeded: 4, expired: 6 });
});

it('is canceling for 1 s, and keeps what was done when it was cancelled', () => {
  const batch = aBatch([10, 20, 500, 9_000]);
  batch.cancel(20);
  expect(batch.status(20)).toBe('canceling');
  expect(batch.status(1_019)).toBe('canceling');
  expect(batch.status(1_020)).toBe('ended');
  expect(batch.counts(1_020)).toEqual({ ...NONE, succeeded: 2, canceled: 2 });
});

it('cannot be cancelled for a second time', () => {
  const batch = aBatch([10, 9_000]);
  batch.cancel(20);
  batch.cancel(800);
  expect(batch.endsAt).toBe(1_020);
});

it('counts those that wait for their end', () => {
  const batch = aBatch([10, 20, 30]);
  expect([0, 10, 29, 30].map((age) => batch.waiting(age))).toEqual([3, 2, 1, 0]);
});
