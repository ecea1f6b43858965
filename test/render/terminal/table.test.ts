import stringWidth from 'fast-string-width';
import { describe, expect, it } from 'vitest';
import { summarise } from '../../../src/analyze/summary.ts';
import type { Style } from '../../../src/render/terminal/style.ts';
import { plainStyle } from '../../../src/render/terminal/style.ts';
import { tableLines } from '../../../src/render/terminal/table.ts';
import { aDistribution, aRun, aStrategy } from '../../helpers/a-run.ts';

const two = aDistribution([2_000]);
const metrics = {
  in_flight: { peak: 10, mean: 8.5 },
  ...(two && { latency: two, call: two }),
};
const sequential = aStrategy({
  name: 'sequential',
  kind: 'sequential',
  makespans: [120_000],
  metrics: { ...metrics, in_flight: { peak: 1, mean: 1 } },
});
const semaphore = aStrategy({ makespans: [15_000], metrics });
const lossy = aStrategy({ name: 'lossy', kind: 'gather', failed: 3, makespans: [9_000], metrics });
const summary = summarise(aRun([sequential, semaphore, lossy]));

describe('tableLines', () => {
  it('shows every column on 120 columns, the failed strategy last and the best one starred', () => {
    expect(`\n${tableLines(summary, 120, plainStyle).join('\n')}\n`).toMatchInlineSnapshot(`
      "
                                                                ────── latency ───────        attempts  in flight
        strategy      makespan  speed-up  throughput  answered     p50     p95     p99  429s  per item       peak
      ★ semaphore-10    15.0 s      8.0×      4.00/s     100 %  2.00 s  2.00 s  2.00 s     0      1.00         10
        sequential       120 s  baseline      0.50/s     100 %  2.00 s  2.00 s  2.00 s     0      1.00          1
        lossy           9.00 s         –      6.33/s      95 %  2.00 s  2.00 s  2.00 s     0      1.00         10
      "
    `);
  });

  it('shows the most important columns below 100 columns', () => {
    expect(`\n${tableLines(summary, 80, plainStyle).join('\n')}\n`).toMatchInlineSnapshot(`
      "
                                                      latency
        strategy      makespan  speed-up  throughput      p95  429s   failed
      ★ semaphore-10    15.0 s      8.0×      4.00/s   2.00 s     0        0
        sequential       120 s  baseline      0.50/s   2.00 s     0        0
        lossy           9.00 s         –      6.33/s   2.00 s     0  3 of 60
      "
    `);
  });

  it.each([30, 40, 60, 80, 99, 100, 140])('is never wider than %d columns', (width) => {
    const names = ['日本語'.repeat(30), 'x'.repeat(200), 'a'];
    const wide = summarise(aRun(names.map((name) => aStrategy({ name, failed: 3 }))));
    const widths = tableLines(wide, width, plainStyle).map((line) => stringWidth(line));
    expect(Math.max(...widths)).toBeLessThanOrEqual(width);
  });

  it('shortens names with an ellipsis', () => {
    const long = summarise(aRun([aStrategy({ name: 'a-name-that-does-not-fit-in-here' })]));
    expect(tableLines(long, 80, plainStyle)[2]).toMatch(/^★ a-name-that-does-\S*… /);
  });

  it('colours failures red and refusals yellow', () => {
    const style: Style = (emphasis, text) => `<${emphasis}>${text.trim()}</${emphasis}>`;
    const refused = aStrategy({ name: 'r', refused: { items: 2, times: 1 }, failed: 1 });
    const line = tableLines(summarise(aRun([refused])), 80, style).at(-1);
    expect(line).toContain('<yellow>2</yellow>');
    expect(line).toContain('<red>1 of 60</red>');
  });

  it('replaces controls in names', () => {
    const hostile = summarise(aRun([aStrategy({ name: 'a\u001b[31m\nb' })]));
    expect(tableLines(hostile, 80, plainStyle).join('')).not.toMatch(/\p{Cc}/u);
  });
});
