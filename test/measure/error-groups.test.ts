import { describe, expect, it } from 'vitest';
import type { AttemptEntry, Bin, LedgerEntry } from '../../src/core/ledger.ts';
import { ErrorGroups, normaliseMessage } from '../../src/measure/error-groups.ts';

function anAttempt(facts: Partial<AttemptEntry>): AttemptEntry {
  return {
    attempt: 0,
    asked_us: 0,
    sent_us: 0,
    ended_us: 1,
    bytes_in: 0,
    outcome: 'rate-limited',
    ...facts,
  };
}

function anEntry(bin: Bin, ...attempts: Partial<AttemptEntry>[]): LedgerEntry {
  return { item: 0, round: 0, intended_us: 0, due_us: 0, bin, attempts: attempts.map(anAttempt) };
}

function groupsOf(...entries: LedgerEntry[]) {
  const groups = new ErrorGroups();
  for (const entry of entries) groups.record(entry);
  return groups.toList();
}

function hex(n: number, digits: number): string {
  return n.toString(16).padStart(digits, '0');
}

/** A refusal as it differs from request to request: another organisation, limit, wait and request id. */
function refusal(i: number): string {
  const uuid = `${hex(i * 7_919, 8)}-1a2b-4c3d-8e4f-${hex(i * 104_729, 12)}`;
  const limit = 50 * 10 ** (i % 8);
  return (
    `Organization ${uuid} (org-Xy${i}Zq) exceeds ${limit} requests per minute; ` +
    `try again in ${(i / 7).toFixed(3)}s (req_01Ab${i}, 10.0.${i % 256}.7:443, 2026-08-01T10:00:${i % 60}Z)`
  );
}

describe('ErrorGroups', () => {
  const refusals = Array.from({ length: 1_000 }, (_, i) =>
    anEntry('failed', { status: 429, message: refusal(i) }),
  );

  it('puts 1000 refusals with other limits, organisations and seconds into 1 group', () => {
    const groups = groupsOf(...refusals);
    expect(groups).toHaveLength(1);
    expect(groups[0]).toMatchObject({ outcome: 'rate-limited', status: 429, count: 1_000 });
    expect(groups[0]?.example).toBe(refusal(0));
  });

  it('opens a second group for the same text with status 529', () => {
    const overloaded = anEntry('failed', {
      outcome: 'overloaded',
      status: 529,
      message: refusal(0),
    });
    expect(groupsOf(...refusals, overloaded).map(({ status, count }) => [status, count])).toEqual([
      [429, 1_000],
      [529, 1],
    ]);
  });

  it('tells error types and timeout stages apart', () => {
    const same = { message: 'no', status: 400, outcome: 'client-error' } as const;
    const groups = groupsOf(
      anEntry('failed', { ...same, error_type: 'invalid_request_error' }),
      anEntry('failed', { ...same, error_type: 'not_found_error' }),
      anEntry('failed', { outcome: 'timeout', stage: 'idle', message: 'late' }),
      anEntry('failed', { outcome: 'timeout', stage: 'total', message: 'late' }),
    );
    expect(groups.map(({ error_type }) => error_type)).toEqual([
      'invalid_request_error',
      'not_found_error',
      undefined,
      undefined,
    ]);
  });

  it('counts attempts, and those whose item was answered in the end', () => {
    const refused = { status: 429, message: 'slow down' };
    const groups = groupsOf(
      anEntry('completed', refused, refused, { outcome: 'ok' }),
      anEntry('failed', refused),
    );
    expect(groups).toEqual([
      {
        outcome: 'rate-limited',
        status: 429,
        message: 'slow down',
        count: 3,
        later_ok: 2,
        items: 2,
        first_ms: 0.001,
        last_ms: 0.001,
        example: 'slow down',
        example_of: { item: 0, attempt: 0 },
      },
    ]);
  });

  it('keeps the shortest and the longest wait that the server asked for', () => {
    const [group] = groupsOf(
      anEntry('failed', { retry_after_ms: 4_000 }),
      anEntry('failed', {}),
      anEntry('failed', { retry_after_ms: 61_000 }),
    );
    expect(group).toMatchObject({ retry_after_min_ms: 4_000, retry_after_max_ms: 61_000 });
    expect(groupsOf(anEntry('failed', {}))[0]).not.toHaveProperty('retry_after_min_ms');
  });

  it('names the first attempt as its example, and the first and last instants', () => {
    const [group] = groupsOf(
      { ...anEntry('failed', { ended_us: 5_000, attempt: 2, request_id: 'req_7' }), item: 9 },
      anEntry('failed', { ended_us: 90_000 }),
      anEntry('failed', { ended_us: 3_000 }),
    );
    expect(group).toMatchObject({ first_ms: 3, last_ms: 90, items: 3 });
    expect(group?.example_of).toEqual({ item: 9, attempt: 2, request_id: 'req_7' });
  });

  it('lists the most frequent group first', () => {
    const rare = anEntry('failed', { message: 'rare' });
    const common = anEntry('failed', { message: 'common' });
    expect(groupsOf(rare, common, common).map(({ message }) => message)).toEqual([
      'common',
      'rare',
    ]);
  });

  it('keeps 50 groups and puts what comes then into one `other` for each outcome', () => {
    const word = (i: number) => String.fromCharCode(97 + (i % 26), 97 + Math.floor(i / 26));
    const entries = Array.from({ length: 60 }, (_, i) =>
      anEntry('failed', { status: 429, message: `reason ${word(i)}` }),
    );
    const late = anEntry('failed', { outcome: 'connection', message: 'reset' });
    const groups = groupsOf(...entries, late, ...entries.slice(0, 1));
    expect(groups).toHaveLength(52);
    expect(groups.slice(0, 2)).toEqual([
      expect.objectContaining({ message: 'other', count: 10, items: 10, example: 'reason yb' }),
      expect.objectContaining({ message: 'reason aa', count: 2 }),
    ]);
    expect(groups.at(-1)).toMatchObject({ outcome: 'connection', message: 'other', count: 1 });
  });
});

describe('normaliseMessage', () => {
  it.each([
    ['id 3f2504e0-4f89-11d3-9a0c-0305e82c3301!', 'id <uuid>!'],
    ['see req_011CQabc and msg_01XYZ', 'see <id> and <id>'],
    ['in organization org-aB3dEf on tokens', 'in organization <id> on tokens'],
    ['at 2026-08-01T10:00:00.123Z or 2026-08-01T10:00:00+02:00', 'at <time> or <time>'],
    ['connect ECONNREFUSED 127.0.0.1:8080', 'connect ECONNREFUSED <addr>'],
    ['trace 9f86d081884c7d65', 'trace <hex>'],
    ['limit 40000000, used 1,234.5', 'limit <n>, used <n>'],
    ['nothing to replace', 'nothing to replace'],
    ['', ''],
  ])('reads %j as %j', (message, normal) => {
    expect(normaliseMessage(message)).toBe(normal);
  });

  it('cuts at 200 characters', () => {
    expect(normaliseMessage('x '.repeat(500))).toBe('x '.repeat(100));
  });
});
