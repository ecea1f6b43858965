import stringWidth from 'fast-string-width';
import { describe, expect, it } from 'vitest';
import { renderTerminal } from '../../../src/render/terminal/summary.ts';
import { aComparison, aDeadlock, aRun, aStrategy, aVirtualRun } from '../../helpers/a-run.ts';

describe('renderTerminal', () => {
  it('starts with the verdict and ends with the files', () => {
    const lines = renderTerminal(aComparison(), {
      files: [{ label: 'report', path: 'reports/x/report.html' }],
    }).split('\n');
    expect(lines[0]).toBe('✓ pass  task-group is the fastest safe choice: 9.45 s for 60 items');
    expect(lines.slice(-2)).toEqual(['report   reports/x/report.html', '']);
  });

  it('names the three most frequent errors and how many more there are', () => {
    const errors = [9, 8, 7, 6, 5].map((count) => ({
      outcome: 'server-error' as const,
      status: 500,
      message: `error ${count}`,
      count,
      later_ok: 0,
      example: `error ${count}`,
    }));
    const text = renderTerminal(aRun([aStrategy({ failed: 35, metrics: { errors } })]));
    expect(text).toContain('35 of 60 attempts failed, mostly server-error (26 %)');
    expect(text).toContain('  9 × server-error 500: error 9\n');
    expect(text).not.toContain('error 6');
    expect(text).toContain('  and 2 more in the report');
  });

  it('never starts a line with what a server wrote', () => {
    const example = '\r\n::error::owned';
    const group = {
      outcome: 'server-error',
      message: 'm',
      count: 1,
      later_ok: 0,
      example,
    } as const;
    const text = renderTerminal(aRun([aStrategy({ failed: 1, metrics: { errors: [group] } })]));
    expect(text).toContain('\ufffd\ufffd::error::owned');
    expect(text).not.toMatch(/^::/m);
  });

  it('lists further reasons and remedies under the headline', () => {
    const reasons = [
      { code: 'a', message: 'the first', hint: 'do this' },
      { code: 'b', message: 'the second', hint: 'do this' },
    ];
    const text = renderTerminal(
      aRun([aStrategy()], { verdict: { status: 'invalid', exitCode: 12, reasons } }),
    );
    expect(text.split('\n').slice(0, 3)).toEqual([
      '! invalid  These numbers cannot be used: the first',
      '  the second',
      '  hint do this',
    ]);
  });

  it('says below the verdict what virtual figures stand on', () => {
    const lines = renderTerminal(aVirtualRun([aStrategy()])).split('\n');
    expect(lines[2]).toBe('  virtual clock · seed 42 · fingerprint 3f9a1c0277aa12bc');
  });

  it('shows means with deviations, and the differences by seed', () => {
    const seeds = (name: string, makespans: readonly number[]) =>
      aStrategy({ name, kind: name, makespans });
    const text = renderTerminal(
      aVirtualRun([
        seeds('sequential', [9_000, 9_400, 9_800]),
        seeds('fast', [2_000, 2_200, 2_400]),
      ]),
    );
    expect(text).toMatch(/^★ fast +2\.20 ± 0\.20 s/m);
    expect(text).toContain('Paired by seed: fast finishes sooner than sequential in all 3 seeds');
    expect(text).toMatch(/^★ fast +−7\.20 ± 0\.20 s +3 of 3$/m);
  });

  it('marks a strategy that did not finish, and says its error once', () => {
    const text = renderTerminal(aDeadlock());
    expect(text).toMatch(/^◐ leaky +14\.4 s/m);
    expect(text).toContain('◐ leaky did not finish');
    expect(text.match(/stopped with an error/g)).toHaveLength(2);
    expect(text.match(/Virtual time stands still/g)).toHaveLength(1);
  });

  it.each([20, 40, 60, 80, 100, 140])('never wraps the tables at %d columns', (width) => {
    const names = ['日本語'.repeat(30), 'x'.repeat(200), 'a'];
    const seeds = names.map((name, i) =>
      aStrategy({ name, kind: `k${i}`, makespans: [9_000, 9_400 + i] }),
    );
    const widths = renderTerminal(aVirtualRun(seeds), { width })
      .split('\n')
      .map((line) => stringWidth(line));
    expect(Math.max(...widths)).toBeLessThanOrEqual(width);
  });

  it('shows cautions with their remedies', () => {
    const text = renderTerminal(aRun([aStrategy({ items: 60 })]));
    expect(text).toContain('! p99 of 60 items is the slowest one: read it as a maximum\n  give');
  });
});
