import { describe, expect, it } from 'vitest';
import { combineFingerprints, EVENTS, EventLog } from '../../src/measure/event-log.ts';

type Row = Parameters<EventLog['add']>;

function fingerprintOf(...rows: Row[]): string {
  const log = new EventLog();
  for (const row of rows) log.add(...row);
  return log.fingerprint();
}

const sent: Row = [1_000, EVENTS.sent, 7, 0, 0];
const ended: Row = [2_500, EVENTS.ended, 7, 0, 200];

describe('the fingerprint of an event log', () => {
  it('is 16 hex digits, and equal for equal events', () => {
    expect(fingerprintOf(sent, ended)).toMatch(/^[0-9a-f]{16}$/);
    expect(fingerprintOf(sent, ended)).toBe(fingerprintOf(sent, ended));
  });

  it.each<[string, Row]>([
    ['one microsecond', [2_501, EVENTS.ended, 7, 0, 200]],
    ['another event', [2_500, EVENTS.settled, 7, 0, 200]],
    ['another item', [2_500, EVENTS.ended, 8, 0, 200]],
    ['another attempt', [2_500, EVENTS.ended, 7, 1, 200]],
    ['another status', [2_500, EVENTS.ended, 7, 0, 429]],
  ])('changes with %s', (_what, other) => {
    expect(fingerprintOf(sent, other)).not.toBe(fingerprintOf(sent, ended));
  });

  it('does not depend on the order within an instant', () => {
    const a: Row = [5, EVENTS.begun, 1, 0, 0];
    const b: Row = [5, EVENTS.sent, 1, 0, 0];
    const c: Row = [5, EVENTS.sent, 2, 0, 0];
    expect(fingerprintOf(c, b, a, ended)).toBe(fingerprintOf(a, b, c, ended));
  });

  it('depends on the order of instants', () => {
    const first: Row = [5, EVENTS.sent, 1, 0, 0];
    const second: Row = [6, EVENTS.sent, 1, 0, 0];
    expect(fingerprintOf(first, second)).not.toBe(fingerprintOf(second, first));
  });

  it('covers more events than one block holds', () => {
    const rows = Array.from({ length: 3_000 }, (_, i): Row => [i, EVENTS.sent, i, 0, 0]);
    const changed = rows.with(2_999, [2_999, EVENTS.sent, 2_999, 1, 0]);
    expect(fingerprintOf(...changed)).not.toBe(fingerprintOf(...rows));
  });

  it('stays what it was when it was first asked for', () => {
    const log = new EventLog();
    log.add(...sent);
    const before = log.fingerprint();
    log.add(...ended);
    expect(log.fingerprint()).toBe(before);
  });
});

it('combines fingerprints in their order', () => {
  expect(combineFingerprints(['a', 'b'])).toBe(combineFingerprints(['a', 'b']));
  expect(combineFingerprints(['a', 'b'])).not.toBe(combineFingerprints(['b', 'a']));
});
