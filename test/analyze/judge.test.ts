import { describe, expect, it } from 'vitest';
import { judge } from '../../src/analyze/judge.ts';
import type { ServerTruth, StrategyResult } from '../../src/core/run-result.ts';
import type { Notice } from '../../src/core/verdict.ts';
import { Recorder } from '../../src/measure/recorder.ts';
import { anEnvironment, aPlan } from '../helpers/plan.ts';

type Unjudged = Parameters<typeof judge>[0];

interface Facts {
  readonly complete?: boolean;
  readonly completed?: number;
  readonly attempts?: Partial<StrategyResult['metrics']['attempts']>;
  readonly server?: ServerTruth;
  readonly error?: StrategyResult['metrics']['errors'][number];
}

const empty = new Recorder().metrics(undefined);

function aStrategy(name: string, facts: Facts = {}): StrategyResult {
  const { complete = true, completed = 10, server, error } = facts;
  return {
    name,
    kind: 'gather',
    options: {},
    complete,
    rounds: [],
    metrics: {
      ...empty,
      in_flight: { peak: 5, mean: 4 },
      counts: { ...empty.counts, scheduled: 10, completed },
      attempts: { ...empty.attempts, total: 10, ...facts.attempts },
      errors: error ? [error] : [],
      ...(server && { server }),
    },
  };
}

/** A run of as many planned strategies as there are, or more. */
function aRun(
  strategies: StrategyResult[],
  planned = strategies.length,
  warnings: Notice[] = [],
): Unjudged {
  const names = Array.from({ length: planned }, (_, i) => `strategy ${i}`);
  return {
    schemaVersion: 1,
    scenario: 'test',
    started_at: '2026-01-01T00:00:00.000Z',
    plan: aPlan(...names.map((name) => ({ name, kind: 'gather', options: {} }))),
    seed: 7,
    clock: { kind: 'virtual' },
    environment: anEnvironment,
    complete: strategies.length === planned && strategies.every((s) => s.complete),
    strategies,
    warnings,
  };
}

const threw: Notice = { code: 'strategy-threw', message: 'strategy "b" stopped with an error: no' };

function seen(requests: number): ServerTruth {
  return { requests, peak_in_flight: 5, hidden_attempts: requests - 10 };
}

function codes(run: Unjudged) {
  const { status, reasons } = judge(run);
  return [status, ...reasons.map(({ code }) => code)];
}

describe('judge', () => {
  it('passes a complete run without reasons', () => {
    expect(judge(aRun([aStrategy('a'), aStrategy('b')]))).toEqual({ status: 'pass', reasons: [] });
  });

  it('passes a run in which only some strategies succeeded', () => {
    expect(codes(aRun([aStrategy('a', { completed: 0 }), aStrategy('b')]))).toEqual(['pass']);
  });

  it('calls a run without a single success no data, and quotes the commonest error', () => {
    const error = {
      outcome: 'connection',
      message: 'connect refused <addr>',
      count: 10,
      later_ok: 0,
      example: 'connect refused 127.0.0.1:9',
    } as const;
    const { status, reasons } = judge(aRun([aStrategy('a', { completed: 0, error })]));
    expect(status).toBe('invalid');
    expect(reasons.map(({ message }) => message)).toEqual([
      'no item succeeded; most attempts ended connection: connect refused 127.0.0.1:9',
    ]);
  });

  it.each([
    [10, {}, ['pass']],
    [11, {}, ['invalid', 'ledger-disagrees']],
    [9, {}, ['invalid', 'ledger-disagrees']],
    [9, { cancelled: 1 }, ['pass']],
    [9, { timeout: 1 }, ['pass']],
    [9, { connection: 1 }, ['pass']],
    [7, { connection: 1, cancelled: 1 }, ['invalid', 'ledger-disagrees']],
    [11, { cancelled: 5 }, ['invalid', 'ledger-disagrees']],
  ])('with 10 attempts and %d requests at the server, cut off %j: %j', (requests, attempts, is) => {
    expect(codes(aRun([aStrategy('a', { server: seen(requests), attempts })]))).toEqual(is);
  });

  it.each([
    ['strategies are missing', aRun([aStrategy('a')], 3), ['partial', 'partial']],
    [
      'the last strategy was cut',
      aRun([aStrategy('a'), aStrategy('b', { complete: false })]),
      ['partial', 'partial'],
    ],
    [
      'one threw before',
      aRun([aStrategy('b', { complete: false })], 2, [threw]),
      ['partial', 'partial', 'strategy-threw'],
    ],
    [
      'one threw and another was cut',
      aRun([aStrategy('b', { complete: false }), aStrategy('c', { complete: false })], 2, [threw]),
      ['partial', 'partial', 'strategy-threw'],
    ],
    [
      'nothing succeeded until then',
      aRun([aStrategy('a', { complete: false, completed: 0 })], 2),
      ['partial', 'partial', 'no-data'],
    ],
  ])('calls an interrupted run partial, first of all reasons: %s', (_, run, is) => {
    expect(codes(run)).toEqual(is);
  });

  it('says how many strategies are complete', () => {
    const run = aRun([aStrategy('a'), aStrategy('b', { complete: false })], 5);
    expect(judge(run).reasons[0]?.message).toBe(
      'the run was interrupted: 1 of 5 strategies are complete',
    );
  });

  it('calls a run invalid in which a strategy threw and all others are complete', () => {
    const run = aRun([aStrategy('a'), aStrategy('b', { complete: false })], 2, [threw]);
    expect(codes(run)).toEqual(['invalid', 'strategy-threw']);
  });
});
