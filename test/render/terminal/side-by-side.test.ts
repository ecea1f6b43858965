import stringWidth from 'fast-string-width';
import { describe, expect, it } from 'vitest';
import { armOf, compareRuns } from '../../../src/analyze/compare/compare-runs.ts';
import { sideBySide } from '../../../src/analyze/side-by-side.ts';
import type { RunResult } from '../../../src/core/run-result.ts';
import { renderComparisonHtml } from '../../../src/render/html/comparison.ts';
import { renderSideBySide } from '../../../src/render/terminal/side-by-side.ts';
import { anArm } from '../../helpers/a-comparison.ts';
import { aRun, aStrategy } from '../../helpers/a-run.ts';

const run = aRun([aStrategy({ name: 'pool', failed: 2 })]);
const sources = [
  { label: 'monday', result: run },
  {
    label: 'vllm.json',
    foreign: [{ tool: 'vLLM', label: 'c\u001b[31m10', throughput_per_s: 4.2, metrics: {} }],
  },
];

describe('renderSideBySide', () => {
  it('says who measured a row, and that it is not judged', () => {
    const text = renderSideBySide(sideBySide(sources), { width: 120 });
    expect(text).toMatch(/pool +monday .* 2 of 60/);
    expect(text).toMatch(/c�\[31m10 \(vLLM\) +vllm\.json +– +4\.20\/s/);
    expect(text).toContain('Measured by vLLM: shown, never judged.');
    expect(text).not.toContain('Different work');
  });

  it('warns first where the work differs', () => {
    const other = { label: 'friday', result: aRun(run.strategies, { clock: { kind: 'virtual' } }) };
    const text = renderSideBySide(sideBySide([...sources, other]), { width: 120 });
    expect(text).toMatch(/^! Different work: the runs differ in clock,/);
  });

  it('says of each file how it stands against the baseline that was named', () => {
    const [before, after] = [1, 1.2].map((factor) =>
      anArm({ makespans: [9_900, 10_000, 10_050, 10_100, 9_950].map((ms) => ms * factor) }),
    ) as [RunResult, RunResult];
    const held = (label: string, result: RunResult) => ({
      label,
      comparison: compareRuns(armOf(before, 'monday'), armOf(result, label)),
    });
    const files = [held('tuesday', before), held('friday', after)];
    const judged = { against: 'monday', files };
    const text = renderSideBySide(sideBySide(sources), { width: 120, judged });
    expect(text).toContain('Against monday\n');
    expect(text).toContain('= tuesday: unchanged. Nothing regressed; a warning only');
    expect(text).toMatch(/✕ friday: regressed\. Makespan of pool regressed: \+20 %/);
    const page = renderComparisonHtml({ sources, judged });
    expect(page).toContain('<h2>Against monday</h2>');
    expect(page).toMatch(/<bdi>friday<\/bdi>.*✕<\/span> regressed.*Makespan of pool regressed/);
    expect(page).not.toContain('not judged');
  });

  it('leaves columns out where a terminal is narrow', () => {
    const lines = renderSideBySide(sideBySide(sources), { width: 60 }).split('\n');
    expect(Math.max(...lines.map((line) => stringWidth(line)))).toBeLessThanOrEqual(60);
  });
});
