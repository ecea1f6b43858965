import { describe, expect, it } from 'vitest';
import { failureGroups } from '../../src/analyze/failures.ts';
import { summarise } from '../../src/analyze/summary.ts';
import type { RunResult, StrategyResult } from '../../src/core/run-result.ts';
import type { VerdictStatus } from '../../src/core/verdict.ts';
import type { NamedDistribution } from '../../src/render/sentences.ts';
import {
  capitalised,
  cautionsFinding,
  errorsFinding,
  furtherReasons,
  headline,
  latencyFinding,
  overTimeFinding,
  strategiesFinding,
  subline,
  timelineFinding,
} from '../../src/render/sentences.ts';
import type { StrategyShape } from '../helpers/a-run.ts';
import { aDeadlock, aDistribution, aRun, aStrategy, aVirtualRun } from '../helpers/a-run.ts';

const sequential = aStrategy({ name: 'sequential', kind: 'sequential', makespans: [119_520] });
const best = aStrategy({ makespans: [14_400], options: { size: 10 } });
const gather = aStrategy({
  name: 'gather',
  kind: 'gather',
  slots: 60,
  refused: { items: 10, times: 2 },
  makespans: [19_900],
});

const REFUSED = { kind: 'gather', refused: { items: 4, times: 1 } } as const;

const headlineOf = (result: RunResult) => headline(result, summarise(result));
const summaryOf = (...strategies: readonly StrategyResult[]) => summarise(aRun(strategies));
const verdict = (status: VerdictStatus, code: string, message: string) => ({
  verdict: { status, exitCode: 12, reasons: [{ code, message }] },
});

describe('headline', () => {
  it('names the fastest safe choice', () => {
    expect(headlineOf(aRun([sequential, best, gather]))).toBe(
      'semaphore-10 is the fastest safe choice: 14.4 s for 60 items',
    );
  });

  it('states the work and the time of a single strategy', () => {
    expect(headlineOf(aRun([best]))).toBe('semaphore-10: 60 items in 14.4 s');
  });

  it('counts the items of one round, not of all', () => {
    const counts = { scheduled: 120, completed: 120, failed: 0, dropped: 0, incomplete: 0 };
    const twice = aStrategy({ makespans: [14_000, 14_800], metrics: { counts } });
    expect(headlineOf(aRun([twice]))).toBe('semaphore-10: 60 items in 14.4 s');
  });

  it('calls two strategies within 3 % equally fast', () => {
    const workers = aStrategy({ name: 'workers', kind: 'workers', makespans: [14_600] });
    expect(headlineOf(aRun([sequential, best, workers]))).toBe(
      'semaphore-10 and workers are equally fast: 14.4 s for 60 items',
    );
  });

  it('calls a strategy no choice that alone answered every item, by knowing the answers', () => {
    const options = { estimator: 'oracle' };
    const known = aStrategy({ name: 'known', kind: 'dual-bucket', options, makespans: [9_000] });
    expect(headlineOf(aRun([aStrategy({ name: 'a', failed: 9 }), known]))).toBe(
      'Only known answered every item, by knowing the answers beforehand',
    );
  });

  it('names the closest when no strategy answered everything', () => {
    const a = aStrategy({ name: 'a', failed: 9 });
    const b = aStrategy({ name: 'b', failed: 2 });
    expect(headlineOf(aRun([a, b]))).toBe(
      'No strategy answered every item; b came closest: 2 of 60 items unanswered',
    );
    expect(headlineOf(aRun([b]))).toBe('b left 2 of 60 items unanswered');
  });

  it('says how far a partial run came', () => {
    const result = aRun([best], { complete: false, ...verdict('partial', 'partial', 'stopped') });
    const { plan } = aRun([sequential, best]);
    expect(headlineOf({ ...result, plan })).toBe('Partial run: 60 of 120 items');
  });

  it.each(['mock-lost', 'max-cost'])('says beside it what ended a partial run: %s', (code) => {
    const result = aRun([best], { complete: false, ...verdict('partial', code, 'It went away') });
    expect(furtherReasons(result)).toEqual(['It went away']);
  });

  it('leaves the total out where the workload does not know its size', () => {
    const { plan } = aRun([best]);
    const workload = { kind: 'jsonl', maxTokens: 8 } as const;
    const result = aRun([best], { ...verdict('partial', 'partial', 'stopped') });
    expect(headlineOf({ ...result, plan: { ...plan, workload } })).toBe('Partial run: 60 items');
  });

  it('says what every item met when none succeeded', () => {
    const attempts = { ...best.metrics.attempts, ok: 0 };
    const errors = [
      { outcome: 'connection', message: 'refused', count: 5, later_ok: 0, example: 'refused' },
      { outcome: 'rate-limited', message: 'slow', count: 100, later_ok: 0, example: 'slow' },
    ] as const;
    const failed = aStrategy({ failed: 60, metrics: { attempts, errors } });
    expect(headlineOf(aRun([failed], verdict('invalid', 'no-data', 'no item succeeded')))).toBe(
      'No item succeeded: 100 × rate-limited',
    );
  });

  it.each([
    ['invalid', 'These numbers cannot be used: the server saw 3 more requests'],
    ['failed', 'The server saw 3 more requests'],
  ] as const)('gives the reason of a run that is %s', (status, sentence) => {
    const reason = verdict(status, 'x', 'the server saw 3 more requests');
    expect(headlineOf(aRun([best], reason))).toBe(sentence);
  });

  it('has a sentence for no strategies and for no items', () => {
    expect(headlineOf(aRun([]))).toBe('No strategy has run');
    expect(headlineOf(aRun([aStrategy({ items: 0 })]))).toBe('The workload holds no items');
  });
});

describe('of a run in virtual time', () => {
  const same = (name: string) =>
    aStrategy({ name, kind: name, makespans: [9_000], fingerprints: ['f'] });

  it('says that a strategy finishes as soon as the first, and nothing of 1.0×', () => {
    const a = aStrategy({ name: 'a', kind: 'sequential', makespans: [9_000] });
    const b = aStrategy({ name: 'b', kind: 'b', makespans: [8_900] });
    const summary = summarise(aVirtualRun([a, b]));
    expect(strategiesFinding(summary)).toBe('b finishes as soon as a');
    expect(subline(summary)).toMatch(/^No item failed/);
  });

  it('names all strategies with the schedule of the best', () => {
    const result = aVirtualRun([sequential, same('a'), same('b')]);
    expect(headlineOf(result)).toBe(
      'a and b are the fastest safe choice, with identical schedules: 9.00 s for 60 items',
    );
    expect(strategiesFinding(summarise(result))).toBe('a and b finish 13× sooner than sequential');
  });

  it('calls them equally fast beside one that is tied', () => {
    const tied = aStrategy({ name: 'c', kind: 'c', makespans: [9_100] });
    expect(headlineOf(aVirtualRun([same('a'), same('b'), tied]))).toBe(
      'a, b and c are equally fast: 9.00 s for 60 items',
    );
  });

  it('names the strategy that deadlocked, and leaves the error its own line', () => {
    expect(headlineOf(aDeadlock())).toBe(
      'These numbers cannot be used: leaky stopped with an error',
    );
    expect(furtherReasons(aDeadlock())).toEqual([
      'strategy "leaky" stopped with an error: Virtual time stands still at 6.4 s.',
    ]);
  });
});

describe('subline', () => {
  it('tells the gain, the cost and the trap', () => {
    expect(subline(summaryOf(sequential, best, gather))).toBe(
      '8.3× sooner than sequential, no item failed, 0 rate-limited attempts. ' +
        'gather drew 20 rate-limited attempts and took 19.9 s.',
    );
  });

  it('calls nothing a trap that drew no more refusals than the best one', () => {
    const fast = aStrategy({ ...REFUSED, name: 'fast', makespans: [9_000] });
    const slow = aStrategy({ ...REFUSED, name: 'slow', makespans: [12_000] });
    expect(subline(summaryOf(fast, slow))).toBe('No item failed, 4 rate-limited attempts.');
  });

  it('warns of lost items before it warns of refusals', () => {
    const lossy = aStrategy({ name: 'lossy', kind: 'workers', failed: 4, makespans: [9_000] });
    expect(subline(summaryOf(best, gather, lossy))).toContain(
      'lossy left 4 of 60 items unanswered.',
    );
  });

  it('is empty without a recommendation', () => {
    expect(subline(summaryOf(aStrategy({ failed: 1 })))).toBe('');
  });
});

describe('strategiesFinding', () => {
  it.each([
    ['the speed-up', [sequential, best], 'semaphore-10 finishes 8.3× sooner than sequential'],
    [
      'that nothing beats the baseline',
      [aStrategy({ name: 'x', makespans: [9e5] }), sequential],
      'No strategy finishes sooner than sequential',
    ],
    ['no more than there is to say', [best], 'Strategies compared'],
  ])('says %s', (_, strategies, sentence) => {
    expect(strategiesFinding(summaryOf(...strategies))).toBe(sentence);
  });
});

describe('timelineFinding', () => {
  const busy = (name: string, mean: number, shape: StrategyShape = {}) =>
    aStrategy({
      name,
      options: { size: 10 },
      metrics: { in_flight: { peak: 10, mean } },
      ...shape,
    });

  it('starts with who drew most refusals', () => {
    expect(timelineFinding(summaryOf(sequential, best, gather))).toBe(
      'gather drew 20 rate-limited attempts; semaphore-10 drew none',
    );
  });

  it('compares busy slots when they differ by 15 points', () => {
    const waves = busy('waves', 5.8, { kind: 'waves', makespans: [20_000] });
    expect(timelineFinding(summaryOf(waves, busy('semaphore', 8.5)))).toBe(
      'waves kept 58 % of its slots busy, semaphore 85 %',
    );
  });

  it('describes the best one when nothing stands out', () => {
    expect(timelineFinding(summaryOf(busy('semaphore', 8.5)))).toBe(
      'semaphore kept 85 % of 10 slots busy',
    );
    expect(timelineFinding(summaryOf(aStrategy({ name: 'all', kind: 'gather', slots: 60 })))).toBe(
      'all had at most 60 in flight',
    );
    expect(timelineFinding(summaryOf())).toBe('Attempts in flight');
  });
});

describe('latencyFinding', () => {
  function named(name: string, p95: number, p99: number, retried = false): NamedDistribution {
    const distribution = aDistribution([p95]);
    if (!distribution) throw new Error('no values');
    return { name, distribution: { ...distribution, p95_ms: p95, p99_ms: p99 }, retried };
  }

  it('singles out a p95 of more than twice the next and bounds the others', () => {
    const series = [named('gather', 19_700, 20_700, true), named('a', 2_110, 2_590)];
    expect(latencyFinding([...series, named('b', 2_000, 2_100)])).toBe(
      'Retries give gather a p95 of 19.7 s; the others stay under 3.00 s',
    );
    // What takes 2 s does not stay under them.
    expect(latencyFinding([named('batch', 180_000, 180_000), named('a', 2_000, 2_000)])).toBe(
      'batch has a p95 of 180 s; a stays under 2.50 s',
    );
  });

  it('does not blame retries that did not happen', () => {
    expect(latencyFinding([named('slow', 400, 500), named('a', 110, 113)])).toBe(
      'slow has a p95 of 400 ms; a stays under 120 ms',
    );
  });

  it('gives the range of similar strategies, and the value of a single one', () => {
    expect(latencyFinding([named('a', 2_000, 2_400), named('b', 2_110, 2_500)])).toBe(
      'p95 lies between 2.00 s and 2.11 s',
    );
    expect(latencyFinding([named('a', 2_000, 2_400)])).toBe('p95 is 2.00 s');
    expect(latencyFinding([named('a', 2_000, 2_400), named('b', 2_001, 2_500)])).toBe(
      'p95 is 2.00 s in all of them',
    );
  });
});

it('counts failed attempts and names their most frequent kind', () => {
  const result = aRun([gather, aStrategy({ failed: 5 })]);
  expect(errorsFinding(result, failureGroups(result))).toBe(
    '25 of 140 attempts failed, mostly rate-limited (80 %)',
  );
});

it('counts tasks that failed though each of their calls was answered', () => {
  const error = {
    outcome: 'invalid-output',
    message: 'no',
    example: 'no',
    count: 4,
    later_ok: 0,
  } as const;
  const strategy = aStrategy();
  const result = aRun([{ ...strategy, metrics: { ...strategy.metrics, errors: [error] } }]);
  expect(errorsFinding(result, failureGroups(result))).toBe('4 tasks failed');
});

it.each([
  [0, 'No cautions'],
  [1, '1 caution'],
  [2, '2 cautions'],
])('counts %d cautions', (count, sentence) => {
  expect(cautionsFinding(count)).toBe(sentence);
});

it.each([
  ['one round', 'One round'],
  ['p99 of 60', 'p99 of 60'],
  ['8.3× sooner', '8.3× sooner'],
])('writes %s as %s at the start', (text, start) => {
  expect(capitalised(text)).toBe(start);
});

describe('overTimeFinding', () => {
  const over = (p99: readonly (number | null)[], refused = p99.map(() => 0)) =>
    overTimeFinding({ bucket: 1_000, p99, refused });

  it.each([
    ['all the same', [900, 900, 900], 'Latency was steady: p99 900 ms'],
    ['within a factor of 2', [900, null, 1_800], 'Latency was steady: p99 900 ms to 1.80 s'],
    [
      'steps of a ramp',
      [500, 500, 500, 1_000, 1_000, 1_000, 1_900, 1_900],
      'p99 grew from 500 ms to 1.90 s',
    ],
    [
      'a peak of two steps',
      [500, 500, 500, 1_500, 1_500, 500, 500],
      'p99 lay between 500 ms and 1.50 s, with no lasting peak',
    ],
    ['nothing done', [null], 'Nothing was completed'],
  ])('%s', (_, p99, sentence) => {
    expect(over(p99)).toBe(sentence);
  });

  it('names a rise of three steps above twice the middle, and the refusals in it', () => {
    const p99 = [100, 100, 100, 100, 300, 250, 250, 100];
    expect(over(p99, [0, 0, 0, 9, 4, 5, 0, 0])).toBe(
      'p99 rose 3.0× between 4.00 s and 7.00 s, with 9 rate-limited attempts',
    );
  });
});
