import { describe, expect, it } from 'vitest';
import type { AttemptEntry, LedgerEntry } from '../../src/core/ledger.ts';
import { DISTRIBUTIONS } from '../../src/core/run-result.ts';
import { Recorder } from '../../src/measure/recorder.ts';

const MS = 1_000;

function anAttempt(facts: Partial<AttemptEntry>): AttemptEntry {
  return {
    attempt: 0,
    asked_us: 0,
    sent_us: 0,
    ended_us: 0,
    bytes_in: 0,
    outcome: 'ok',
    ...facts,
  };
}

/** Refused at 100 ms, asked again 1 s later, waited 50 ms for a slot, ok at 1.65 s. Pulled at once, sent at 20 ms. */
const retried: LedgerEntry = {
  item: 0,
  round: 0,
  intended_us: 0,
  due_us: 0,
  taken_us: 0,
  done_us: 1_650 * MS,
  bin: 'completed',
  outcome: 'ok',
  attempts: [
    anAttempt({ sent_us: 20 * MS, ended_us: 100 * MS, outcome: 'rate-limited', backoff_ms: 1_000 }),
    anAttempt({
      attempt: 1,
      asked_us: 1_100 * MS,
      sent_us: 1_150 * MS,
      connected_us: 1_160 * MS,
      headers_us: 1_250 * MS,
      first_token_us: 1_300 * MS,
      longest_stall_us: 40 * MS,
      ended_us: 1_650 * MS,
      input_tokens: 12,
      output_tokens: 30,
    }),
  ],
};

function record(recorder: Recorder, entry: LedgerEntry): void {
  for (const attempt of entry.attempts) {
    recorder.inFlight.start(attempt.sent_us);
    recorder.inFlight.end(attempt.ended_us);
    recorder.recordAttempt(attempt);
  }
  recorder.record(entry);
}

describe('Recorder', () => {
  it('takes each duration from the timestamps by its definition', () => {
    const recorder = new Recorder();
    record(recorder, retried);
    const metrics = recorder.metrics(undefined);
    const sums = Object.fromEntries(DISTRIBUTIONS.map((name) => [name, metrics[name]?.sum_ms]));
    expect(sums).toEqual({
      latency: 1_650,
      call: 1_630,
      service: 500,
      attempt: 580,
      queue: 20,
      backoff: 1_000,
      ttfb: 100,
      ttft: 150,
      ttft_response: 1_300,
      longest_stall: 40,
      connect: 10,
    });
    expect(metrics).toMatchObject({
      makespan_ms: 1_650,
      throughput_per_s: 1 / 1.65,
      amplification: 2,
      tokens: { input: 12, output: 30 },
      in_flight: { peak: 1, mean: (80 + 500) / 1_650 },
    });
    expect(metrics.attempts).toMatchObject({ total: 2, ok: 1, 'rate-limited': 1, overloaded: 0 });
  });

  it('has no key at all for what was not measured', () => {
    const recorder = new Recorder();
    record(recorder, { ...retried, attempts: [anAttempt({ ended_us: 1_650 * MS })] });
    const metrics = recorder.metrics(undefined);
    expect(Object.keys(metrics)).not.toContain('ttft');
    expect(Object.keys(metrics)).not.toContain('connect');
  });

  it('measures latency, call and service of successes only', () => {
    const recorder = new Recorder();
    const failed = anAttempt({ ended_us: 5 * MS, outcome: 'server-error' });
    record(recorder, { ...retried, bin: 'failed', outcome: 'server-error', attempts: [failed] });
    const { latency, call, service, queue } = recorder.metrics(undefined);
    expect([latency, call, service]).toEqual([undefined, undefined, undefined]);
    expect(queue?.count).toBe(1);
  });

  it('puts items that nobody pulled into their bin', () => {
    const recorder = new Recorder();
    record(recorder, retried);
    recorder.recordUntaken('dropped', 3);
    recorder.recordUntaken('incomplete', 2);
    expect(recorder.metrics(undefined).counts).toEqual({
      scheduled: 6,
      completed: 1,
      failed: 0,
      dropped: 3,
      incomplete: 2,
    });
  });

  it('reaches with the makespan to the cut of an interrupted run', () => {
    const recorder = new Recorder();
    record(recorder, retried);
    expect(recorder.metrics(4_000 * MS).makespan_ms).toBe(4_000);
  });

  it('has a makespan and a throughput of 0, and no amplification, when nothing happened', () => {
    const metrics = new Recorder().metrics(undefined);
    expect(metrics).toMatchObject({ makespan_ms: 0, throughput_per_s: 0 });
    expect(metrics).toMatchObject({ in_flight: { peak: 0, mean: 0 }, errors: [] });
    expect(metrics.amplification).toBeUndefined();
  });

  it('tells its progress at any time', () => {
    const recorder = new Recorder();
    expect(recorder.progress).toEqual({ completed: 0, failed: 0, rateLimited: 0 });
    record(recorder, retried);
    expect(recorder.progress).toEqual({ completed: 1, failed: 0, rateLimited: 1 });
  });
});
