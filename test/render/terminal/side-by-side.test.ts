import stringWidth from 'string-width';
import { describe, expect, it } from 'vitest';
import { sideBySide } from '../../../src/analyze/side-by-side.ts';
import { renderSideBySide } from '../../../src/render/terminal/side-by-side.ts';
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

  it('leaves columns out where a terminal is narrow', () => {
    const lines = renderSideBySide(sideBySide(sources), { width: 60 }).split('\n');
    expect(Math.max(...lines.map((line) => stringWidth(line)))).toBeLessThanOrEqual(60);
  });
});
