import stringWidth from 'fast-string-width';
import { describe, expect, it } from 'vitest';
import { armOf, compareRuns } from '../../../src/analyze/compare/compare-runs.ts';
import { renderComparison } from '../../../src/render/terminal/comparison.ts';
import { anArm } from '../../helpers/a-comparison.ts';

const A = [100, 102, 98, 101, 99, 103, 97];
const SLOWER = [110, 111, 109, 112, 107, 114, 108];

function shown(
  b: readonly number[],
  looks: Parameters<typeof renderComparison>[1] = {},
  items = 200,
) {
  const [before, after] = [anArm({ makespans: A, items }), anArm({ makespans: b, items })];
  const comparison = compareRuns(armOf(before, 'main'), armOf(after, 'mine'), {
    design: 'interleaved',
  });
  return renderComparison(comparison, looks);
}

describe('renderComparison', () => {
  it('leads with the verdict and its reason, and prints the MDE of every row', () => {
    const lines = shown(SLOWER).split('\n');
    expect(lines[0]).toBe(
      '✕ regressed  concurrency: B = mine against A = main, 7 pairs of rounds, real clock, interleaved by seed 42',
    );
    expect(lines[1]).toBe('  makespan of pool regressed: +10.1 % (+9.22 % to +11.1 %)');
    const row = lines.find((line) => line.startsWith('pool') && line.includes('makespan'));
    expect(row).toMatch(/100 ms +110 ms +\+10 % +\+9\.2 % … \+11 % +1\.2 % +✕ regressed$/);
  });

  it('names the interval of three looks: each test has 2.21 % on either side', () => {
    const [before, after] = [anArm({ makespans: A }), anArm({ makespans: SLOWER })];
    const arms = [armOf(before, 'main'), armOf(after, 'mine')] as const;
    const text = renderComparison(compareRuns(...arms, { design: 'interleaved', alpha: 0.0221 }));
    expect(text).toContain('95.6 % interval');
    expect(shown(SLOWER)).toContain('90 % interval');
  });

  it('says of throughput that it fell, not that it got worse upwards', () => {
    const row = shown(SLOWER, { all: true })
      .split('\n')
      .find((line) => line.includes('throughput'));
    // 1 ÷ 1.1014 = 0.9079
    expect(row).toMatch(/−9\.2 % +−10 % … −8\.4 % .*✕ regressed, exploratory$/);
  });

  it('says why p95 of few items decides nothing', () => {
    expect(shown(SLOWER, {}, 60)).toContain('? inconclusive, needs 200 items a round, has 60');
  });

  it.each([40, 80, 120])('keeps within %i columns', (width) => {
    for (const line of shown(SLOWER, { width, all: true }).split('\n')) {
      expect(stringWidth(line)).toBeLessThanOrEqual(width);
    }
  });
});
