import { beforeAll, describe, expect, it } from 'vitest';
import { asInReference } from '../helpers/figures/as-reference.ts';
import { compare } from '../helpers/figures/compare.ts';
import type { Figures } from '../helpers/figures/figures-of.ts';
import { measureCell } from '../helpers/figures/measure.ts';
import type { ProfileName } from '../helpers/figures/profiles.ts';
import { ROWS } from '../helpers/figures/rows.ts';
import { cellKey, measureTable } from '../helpers/figures/table.ts';

/** From seed 100 on: what a minute of tests can afford. The page of scenarios has 20. */
const SEEDS: Readonly<Record<ProfileName, number>> = { A: 6, A1: 6, B: 2, C: 2 };

let table: ReadonlyMap<string, Figures>;

beforeAll(async () => {
  table = await measureTable(SEEDS);
}, 240_000);

function figuresIn(profile: ProfileName, name: string): Figures {
  const figures = table.get(cellKey(profile, { name }));
  if (!figures) throw new Error(`the table has no row "${name}" on ${profile}`);
  return figures;
}

describe.each(['A', 'A1', 'B', 'C'] as const)('on server %s', (profile) => {
  it.each(ROWS.filter(({ expected }) => expected[profile]))(
    '$name gives the figures of the reference',
    ({ name, expected, differs, chaotic }) => {
      const figures = figuresIn(profile, name);
      const parts = compare(expected[profile] ?? '', profile, figures, SEEDS[profile]);
      const known = [...(differs[profile] ?? []), ...(chaotic[profile] ?? [])];
      expect(parts.filter((part) => !part.holds && !known.includes(part.name))).toEqual([]);
    },
  );

  const differing = ROWS.filter(({ differs }) => differs[profile]);
  it.runIf(differing.length > 0).each(differing)(
    '$name gives the rest, too, when the law hears what it heard in the reference',
    async (row) => {
      const { kind } = row.cell(profile).strategy;
      const figures = await asInReference(kind, () => measureCell(row, profile, SEEDS[profile]));
      const parts = compare(row.expected[profile] ?? '', profile, figures, SEEDS[profile]);
      expect(parts.filter((part) => !part.holds)).toEqual([]);
    },
  );
});

type Part = 'makespan' | 'answered' | 'attemptsPerItem';

/** Figures of several rows, in their order. */
function each(profile: ProfileName, part: Part, ...names: string[]): number[] {
  return names.map((name) => figuresIn(profile, name)[part].mean);
}

function expectRising(values: readonly number[]): void {
  for (const [i, value] of values.slice(1).entries()) expect(value).toBeGreaterThan(values[i] ?? 0);
}

describe('a limit on concurrency is no limit on a rate:', () => {
  it.each(['A', 'A1'] as const)('the wider it is, the more is lost, on %s', (profile) => {
    const sizes = ['semaphore 50, sdk', 'semaphore 20, sdk', 'semaphore 10, sdk'];
    const names = ['gather, sdk', ...sizes, 'semaphore 5, sdk', 'waves 5 + 1 s, sdk'];
    expectRising(each(profile, 'answered', ...names));
  });

  it('the fan-out loses most of a managed API, though it is the fastest', () => {
    const names = ['gather, sdk', 'semaphore 50, sdk', 'semaphore 20, sdk'];
    expectRising(each('B', 'answered', ...names));
    expectRising(each('B', 'makespan', ...names));
  });
});

describe('a matched limiter', () => {
  it('is the faster, the more of the burst it uses, and loses nothing', () => {
    const names = [
      "token-bucket, server's burst",
      'fixed-window rpm / 60 s',
      'header-driven, safety 0.95',
      'waves 5 + 1 s, sdk',
      'pacing',
      'sequential, sdk',
    ];
    expectRising(each('A', 'makespan', ...names));
    expect(each('A', 'answered', ...names)).toEqual(names.map(() => 100));
    expect(each('A', 'attemptsPerItem', ...names)).toEqual(names.map(() => 1));
  });

  it('that matches the mean and not the burst loses half', () => {
    const names = ['fixed-window rpm / 60 s', 'sliding-window rpm / 60 s'];
    expect(each('A1', 'answered', ...names)).toEqual([50, 50]);
    expect(each('A1', 'answered', "token-bucket, server's burst", 'pacing')).toEqual([100, 100]);
  });

  it("with the server's burst is faster than pacing on a managed API", () => {
    expectRising(each('B', 'makespan', "token-bucket, server's burst", 'pacing'));
  });
});

describe('retries', () => {
  it('to the letter of a shared Retry-After make the most attempts for the least answers', () => {
    const names = ['semaphore 20, 10 × exact', 'semaphore 20, 10 × floor+20%', 'semaphore 20, J10'];
    expectRising(each('A1', 'answered', ...names));
    expectRising(each('A1', 'attemptsPerItem', ...names).reverse());
  });

  it('without jitter are slower than with any, and scaled hints the slowest of all', () => {
    const [expo, scaled, ...jittered] = each(
      'A1',
      'makespan',
      'semaphore 20, R10 expo',
      'semaphore 20, 10 × scaled',
      'semaphore 20, R10 equal',
      'semaphore 20, R10 full',
      'semaphore 20, R10 decorrelated',
      'semaphore 20, R10 polly',
    );
    expectRising([Math.max(...jittered), expo ?? 0, scaled ?? 0]);
  });

  it('that keep their slot make fewer attempts than those that release it', () => {
    const names = ['semaphore 20, J10', 'semaphore 20 by attempt, J10'];
    expectRising(each('A1', 'attemptsPerItem', ...names));
  });

  it('behind a gate need a spread', () => {
    const names = ['gate 20, spread 0', 'gate 20, spread 20 · 60 s/rpm'];
    expectRising(each('A', 'answered', ...names));
    expectRising(each('A1', 'answered', ...names));
  });
});

describe('waves', () => {
  it.each(['B', 'C'] as const)('take twice as long as a semaphore on %s', (profile) => {
    const [waves = 0, semaphore = 0] = each(
      profile,
      'makespan',
      'waves 20 + 1 s, sdk',
      'semaphore 20, sdk',
    );
    expect(waves).toBeGreaterThan(2 * semaphore);
  });
});

describe('of the adaptive laws', () => {
  const laws = ['aimd, J10', 'halving, J10', 'vegas, J10', 'gradient, J10', 'gradient2, J10'];

  it.each(['A', 'A1'] as const)('ciad makes the fewest attempts on %s', (profile) => {
    const [ciad, ...others] = each(profile, 'attemptsPerItem', 'ciad, J10', ...laws);
    expect(Math.min(...others)).toBeGreaterThan(ciad ?? 0);
  });

  it.each(['B', 'C'] as const)('vegas collapses on %s, aimd does not', (profile) => {
    const [vegas = 0, aimd = 0] = each(profile, 'makespan', 'vegas, J10', 'aimd, J10');
    expect(vegas).toBeGreaterThan(2.5 * aimd);
  });

  it('gradient2 is faster when it heeds drops', () => {
    const names = ['gradient2 with dropRatio 0.9, J10', 'gradient2, J10'];
    expectRising(each('B', 'makespan', ...names));
  });
});

it('a fan-out makes a slow server of one that has 32 slots: p95 of service 30 times as long', () => {
  const [fanOut, bounded] = [figuresIn('C', 'gather, sdk'), figuresIn('C', 'semaphore 20, sdk')];
  expect(fanOut.serviceP95.mean).toBeGreaterThan(30 * bounded.serviceP95.mean);
});
