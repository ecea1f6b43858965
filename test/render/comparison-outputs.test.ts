import { describe, expect, it } from 'vitest';
import { armOf, compareRuns } from '../../src/analyze/compare/compare-runs.ts';
import { renderJunit } from '../../src/render/junit.ts';
import { renderMarkdown } from '../../src/render/markdown.ts';
import { anArm } from '../helpers/a-comparison.ts';

const A = [100, 102, 98, 101, 99, 103, 97];
const SLOWER = [110, 111, 109, 112, 107, 114, 108];
const NOISY = [118, 95, 121, 92, 112, 90, 115];

/** A run that was held against another, in turns unless it was stored. */
function held(makespans: readonly number[], design: 'interleaved' | 'separate' = 'interleaved') {
  const run = anArm({ makespans });
  const a = armOf(anArm({ makespans: A }), 'main|`x`');
  return { ...run, comparison: compareRuns(a, armOf(run, 'mine'), { design }) };
}

describe('a comparison in Markdown', () => {
  it('is a table with the MDE of every row, and its names cannot break out', () => {
    const text = renderMarkdown(held(SLOWER));
    expect(text).toContain(
      '**✕ regressed**: B = `mine` against A = `` main\\|`x` ``, 7 pairs of rounds, real clock, interleaved by seed 42',
    );
    expect(text).toContain(
      '| `pool` | makespan | 100 ms | 110 ms | +10 % | +9.2 % … +11 % | 1.2 % | ✕ regressed |',
    );
  });

  it('says what is only a warning, and why', () => {
    const text = renderMarkdown(held(SLOWER, 'separate'));
    expect(text).toContain('**✕ regressed (a warning only)**');
    expect(text).toContain('A was measured on another occasion');
  });
});

describe('a comparison in JUnit', () => {
  it('has a case for each metric that decides, and one for exact figures', () => {
    const xml = renderJunit(held(SLOWER));
    expect(xml).toContain('<testsuites name="llm-bench" tests="5" failures="2" errors="0"');
    expect(xml).toMatch(
      /name="makespan against main[^>]*>\n +<failure message="makespan regressed" type="regression">\+10\.1 % \(\+9\.22 % to \+11\.1 %\), MDE 1\.24 %</,
    );
    expect(xml).toContain('name="exact figures against main');
  });

  it('skips what is inconclusive, and what regressed but does not decide', () => {
    expect(renderJunit(held(NOISY))).toContain('<skipped message="makespan inconclusive"/>');
    const warned = renderJunit(held(SLOWER, 'separate'));
    expect(warned).toContain('failures="0"');
    expect(warned).toContain('<skipped message="makespan regressed"/>');
  });
});
