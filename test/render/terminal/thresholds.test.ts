import { describe, expect, it } from 'vitest';
import type { ThresholdResult } from '../../../src/core/threshold.ts';
import { plainStyle } from '../../../src/render/terminal/style.ts';
import { thresholdLines } from '../../../src/render/terminal/thresholds.ts';

const rest = { severity: 'error', marginal: false, low_n: false } as const;

const rows: readonly ThresholdResult[] = [
  {
    key: 'latency',
    expr: 'p95 < 951ms',
    strategy: 'one',
    unit: 'ms',
    actual: 950.271,
    limit: 951,
    margin: 0.000_766_6,
    n: 1_000,
    population: 'scheduled',
    verdict: 'pass',
    ...rest,
    marginal: true,
  },
  {
    key: 'latency',
    expr: 'p95 < 2s',
    strategy: 'two',
    unit: 'ms',
    limit: 2_000,
    n: 100,
    population: 'scheduled',
    never_answered: 6,
    verdict: 'fail',
    ...rest,
    low_n: true,
    message: '6 of 100 never answered',
  },
  {
    key: 'errors',
    expr: 'rate < 5%',
    strategy: 'two',
    unit: 'share',
    actual: 0.06,
    limit: 0.05,
    margin: -0.2,
    n: 100,
    verdict: 'fail',
    ...rest,
    severity: 'warn',
  },
  { key: 'ttft', expr: 'p95 < 1s', strategy: 'one', unit: 'ms', n: 0, verdict: 'no-data', ...rest },
  {
    key: 'assert',
    expr: 'throughput of a >= 5 × throughput of b',
    unit: 'per_s',
    actual: 30,
    margin: 12,
    verdict: 'pass',
    ...rest,
  },
];

describe('thresholdLines', () => {
  it('tells what does not hold first, each with what was measured, margin and n', () => {
    expect(thresholdLines(rows, 120, plainStyle).join('\n')).toMatchInlineSnapshot(`
      "2 of 5 thresholds do not hold: ttft p95 < 1s, no data
        threshold                               strategy  measured    margin      n  verdict
      ! ttft p95 < 1s                           one              –         –      0  no data
      ✕ latency p95 < 2s                        two              ∞         –    100  fail, low n
          6 of 100 never answered
      ✕ errors rate < 5%                        two            6 %     −20 %    100  fail, warning only
      ✓ latency p95 < 951ms                     one         950 ms   +0.08 %  1,000  pass, marginal
      ✓ throughput of a >= 5 × throughput of b              30.0/s  +1,200 %      –  pass"
    `);
  });

  it('says so when all of them hold, and nothing when there are none', () => {
    const holding = rows.filter(({ verdict }) => verdict === 'pass');
    expect(thresholdLines(holding, 80, plainStyle)[0]).toBe('All 2 thresholds hold');
    expect(thresholdLines(holding.slice(0, 1), 80, plainStyle)[0]).toBe('The threshold holds');
    expect(thresholdLines(undefined, 80, plainStyle)).toEqual([]);
    expect(thresholdLines([], 80, plainStyle)).toEqual([]);
  });

  it('shows 24 rows and counts the others', () => {
    const many = Array.from({ length: 30 }, () => rows).flat();
    const lines = thresholdLines(many, 120, plainStyle);
    expect(lines.at(-1)).toBe('  and 126 more in the result');
  });

  it('never exceeds the width, and never obeys what an assertion says', () => {
    const { message: _, ...row } = rows[0] as ThresholdResult;
    const lines = thresholdLines([{ ...row, message: '\u001b[2J gone' }], 40, plainStyle);
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(40);
    expect(lines.join('\n')).not.toContain('\u001b');
  });
});
