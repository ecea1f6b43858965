import { describe, expect, it } from 'vitest';
import { summarise } from '../../src/analyze/summary.ts';
import type { StrategyResult } from '../../src/core/run-result.ts';
import {
  clockFacts,
  identicalSentences,
  pairedFinding,
  refusals,
  refusalsAlone,
  unfinishedSentences,
} from '../../src/render/seed-sentences.ts';
import { aDeadlock, aRun, aStrategy, aVirtualRun } from '../helpers/a-run.ts';

const summaryOf = (...strategies: readonly StrategyResult[]) => summarise(aVirtualRun(strategies));
const named = (name: string, ...makespans: readonly number[]) =>
  aStrategy({ name, kind: name, makespans });

describe('clockFacts', () => {
  it('names clock, seeds and fingerprint of a virtual run', () => {
    expect(clockFacts(aVirtualRun([aStrategy()]))).toEqual([
      'virtual clock',
      'seed 42',
      'fingerprint 3f9a1c0277aa12bc',
    ]);
    expect(clockFacts(aVirtualRun([named('a', 1, 2)]))[1]).toBe('2 seeds 42, 43, mean ± s.d.');
  });

  it('has none for the real clock', () => {
    expect(clockFacts(aRun())).toEqual([]);
  });
});

describe('refusals', () => {
  const over = (centre: number) => ({ centre, low: 0, high: 9 });

  it.each([
    [over(30), '30 rate-limited attempts', '30'],
    [over(0), '0 rate-limited attempts', 'none'],
    [{ ...over(0.4), deviation: 0.5 }, '0.40 rate-limited attempts per seed', '0.40'],
    [{ ...over(30), deviation: 0 }, '30 rate-limited attempts per seed', '30'],
  ])('words %j', (value, sentence, alone) => {
    expect(refusals(value)).toBe(sentence);
    expect(refusalsAlone(value)).toBe(alone);
  });
});

describe('pairedFinding', () => {
  it('holds the best against the next', () => {
    const a = named('a', 1_000, 1_000, 1_000);
    expect(pairedFinding(summaryOf(a, named('b', 2_000, 900, 2_000)))).toBe(
      'Paired by seed: a finishes sooner than b in 2 of 3 seeds',
    );
    expect(pairedFinding(summaryOf(a, named('b', 2_000, 2_000, 2_000)))).toBe(
      'Paired by seed: a finishes sooner than b in all 3 seeds',
    );
    expect(pairedFinding(summaryOf(a, named('b', 1_000, 1_000, 1_000)))).toBe(
      'Paired by seed: no strategy finishes sooner than another',
    );
  });

  it('passes over those that are as fast in every seed', () => {
    const [a, b, c] = [named('a', 9, 9), named('b', 9, 9), named('c', 10, 10)];
    expect(pairedFinding(summaryOf(a, b, c))).toBe(
      'Paired by seed: a finishes sooner than c in all 2 seeds',
    );
  });

  it('finds nothing where nothing is recommended', () => {
    expect(pairedFinding(summarise(aDeadlock()))).toBe('Paired by seed');
  });
});

it('says which strategies are one and the same', () => {
  const same = (name: string) =>
    aStrategy({ name, kind: name, makespans: [9, 9], fingerprints: ['f', 'g'] });
  expect(identicalSentences(summaryOf(same('a'), named('x', 8, 8), same('b'), same('c')))).toEqual([
    'a, b and c have identical schedules in all 2 seeds: on this workload they are one and the same.',
  ]);
});

it('says which strategy did not finish', () => {
  expect(unfinishedSentences(summarise(aDeadlock()))).toEqual([
    'leaky did not finish: its figures are of what it did until then.',
  ]);
});
