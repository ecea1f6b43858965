import { describe, expect, it } from 'vitest';
import { summarise } from '../../src/analyze/summary.ts';
import type { StrategyResult } from '../../src/core/run-result.ts';
import { pairedTable } from '../../src/render/paired.ts';
import { aRun, aStrategy, aVirtualRun } from '../helpers/a-run.ts';

const sequential = aStrategy({ name: 'sequential', kind: 'sequential', makespans: [9_000, 9_400] });
const fast = aStrategy({ name: 'fast', kind: 'fast', makespans: [2_000, 2_200] });
const slow = aStrategy({ name: 'slow', kind: 'slow', makespans: [2_500, 2_700] });

const tableOf = (...strategies: readonly StrategyResult[]) =>
  pairedTable(summarise(aVirtualRun(strategies)));
const texts = (cells: readonly { readonly text: string }[] = []) => cells.map(({ text }) => text);

describe('pairedTable', () => {
  it('holds every strategy against the baseline and against the best, in one unit a column', () => {
    const references = tableOf(sequential, fast, slow)?.references ?? [];
    expect(references.map(({ reference }) => reference)).toEqual(['sequential', 'fast']);
    expect(references.map(({ differences }) => texts(differences))).toEqual([
      ['−7.10 ± 0.14 s', '−6.60 ± 0.14 s', '–'],
      ['–', '+0.50 s', '+7.10 ± 0.14 s'],
    ]);
    expect(texts(references[1]?.sooner)).toEqual(['–', '0 of 2', '0 of 2']);
  });

  it('holds two strategies against the baseline alone', () => {
    const references = tableOf(sequential, fast)?.references ?? [];
    expect(references.map(({ reference }) => reference)).toEqual(['sequential']);
  });

  it('calls schedules identical instead of giving a difference of 0', () => {
    const logged = (name: string) =>
      aStrategy({ name, kind: name, makespans: [2_000, 2_200], fingerprints: ['f', 'g'] });
    const equal = { ...logged('c'), rounds: slow.rounds };
    const [first] = tableOf(logged('a'), logged('b'), equal)?.references ?? [];
    expect(texts(first?.differences)).toEqual(['–', 'identical schedules', '+500 ms']);
    expect(texts(first?.sooner)).toEqual(['–', '–', '0 of 2']);
  });

  it('is absent for one seed, for one strategy and on the real clock', () => {
    expect(tableOf(aStrategy({ name: 'a' }), aStrategy())).toBeUndefined();
    expect(tableOf(fast)).toBeUndefined();
    expect(pairedTable(summarise(aRun([sequential, fast])))).toBeUndefined();
  });
});
