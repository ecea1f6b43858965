import { beforeEach, describe, expect, it } from 'vitest';
import { AttemptRecord } from '../../src/runner/attempt-record.ts';

let now = 0;
let record: AttemptRecord;

beforeEach(() => {
  now = 100;
  record = new AttemptRecord(2, 90, () => now);
});

function at(us: number, happens: () => void): void {
  now = us;
  happens();
}

describe('AttemptRecord', () => {
  it('stamps every instant of a stream', () => {
    at(110, () => record.connected(true));
    at(150, () => record.headers());
    at(160, () => record.bytes(20));
    at(170, () => record.bytes(5));
    record.token(false);
    at(190, () => record.bytes(5));
    record.token(true);
    at(260, () => record.bytes(5));
    record.token(true);
    now = 300;
    const usage = { inputTokens: 3, cacheReadTokens: 4, cacheWriteTokens: 5, outputTokens: 6 };
    expect(record.toEntry({ kind: 'ok', status: 200, requestId: 'req_1', usage })).toEqual({
      attempt: 2,
      asked_us: 90,
      sent_us: 100,
      connected_us: 110,
      headers_us: 150,
      first_byte_us: 160,
      first_token_us: 170,
      first_output_us: 190,
      last_token_us: 260,
      longest_stall_us: 70,
      ended_us: 300,
      outcome: 'ok',
      status: 200,
      request_id: 'req_1',
      input_tokens: 12,
      cache_read_tokens: 4,
      cache_write_tokens: 5,
      output_tokens: 6,
      bytes_in: 35,
    });
  });

  it('has no key for what did not happen', () => {
    now = 105;
    expect(record.toEntry({ kind: 'connection', message: 'refused' })).toEqual({
      attempt: 2,
      asked_us: 90,
      sent_us: 100,
      ended_us: 105,
      outcome: 'connection',
      bytes_in: 0,
      message: 'refused',
    });
  });

  it('keeps what a failure told', () => {
    const failure = { message: 'slow down', status: 429, retryAfter: 1_500 } as const;
    expect(
      record.toEntry({ ...failure, kind: 'rate-limited', errorType: 'rate_limit_error' }),
    ).toMatchObject({
      outcome: 'rate-limited',
      status: 429,
      retry_after_ms: 1_500,
      error_type: 'rate_limit_error',
    });
    expect(record.toEntry({ kind: 'timeout', stage: 'idle', message: 'late' })).toMatchObject({
      outcome: 'timeout',
      stage: 'idle',
    });
  });

  it('gives a reused socket no connect time', () => {
    record.connected(false);
    expect(record.socketReady).toBe(100);
    expect(record.toEntry({ kind: 'ok' }).connected_us).toBeUndefined();
  });

  it('gives a token the instant of its bytes, however long they take to parse', () => {
    at(200, () => record.bytes(8));
    at(999, () => record.token(true));
    expect(record.toEntry({ kind: 'ok' })).toMatchObject({ first_token_us: 200 });
  });

  it('has no stall with a single token, and a stall of 0 with two in one read', () => {
    record.bytes(8);
    record.token(true);
    expect(record.toEntry({ kind: 'ok' }).longest_stall_us).toBeUndefined();
    record.token(true);
    expect(record.toEntry({ kind: 'ok' })).toMatchObject({ longest_stall_us: 0 });
  });

  it('has no input tokens when the provider reported none, cached ones or not', () => {
    expect(record.toEntry({ kind: 'ok', usage: { outputTokens: 1 } }).input_tokens).toBeUndefined();
  });
});
