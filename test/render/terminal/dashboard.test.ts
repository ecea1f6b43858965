import stringWidth from 'fast-string-width';
import { describe, expect, it } from 'vitest';
import type { DashboardState } from '../../../src/render/terminal/dashboard.ts';
import { dashboardLines } from '../../../src/render/terminal/dashboard.ts';

const state: DashboardState = {
  scenario: 'night',
  question: 'How long does the night take?',
  elapsed: 90_000,
  strategies: [
    {
      name: 'pool',
      state: 'running',
      done: 61,
      total: 100,
      inFlight: 10,
      waiting: 29,
      rateLimited: 3,
      failed: 0,
      elapsed: 8_240,
      perSecond: 7.4,
    },
  ],
  history: {
    strategy: 'pool',
    every: 500,
    points: [
      { perSecond: 4, inFlight: 10, refusedPerSecond: 0 },
      { perSecond: 8, inFlight: 10, refusedPerSecond: 2 },
    ],
  },
};

describe('dashboardLines', () => {
  it('draws what the running strategy did, above the table', () => {
    const lines = dashboardLines(state, { columns: 80, rows: 17 });
    expect(`\n${lines.join('\n')}\n`).toMatchInlineSnapshot(`
      "
      night · 90.0 s
      How long does the night take?

      pool, 500 ms a column
      answered  now 8.00/s  most 8.00/s
       █
      ██
      in flight  now 10  most 10
      ██
      ██
      429s  now 2.00/s  most 2.00/s
       █
       █

      ████████████░░░░░░░░  61 %  ETA of this strategy 5.27 s
      ● pool     61/100   7.40/s  10 in flight  29 waiting  429 3  failed 0
      "
    `);
  });

  it('leaves the charts out where the screen is too low for them', () => {
    const lines = dashboardLines(state, { columns: 80, rows: 10 });
    expect(lines).toHaveLength(5);
    expect(lines.join('\n')).not.toContain('answered');
  });

  it.each([
    [20, 40],
    [40, 24],
    [80, 3],
  ])('is never larger than a screen of %d × %d', (columns, rows) => {
    const points = Array.from({ length: 300 }, (_, i) => ({
      perSecond: i,
      inFlight: i,
      refusedPerSecond: i,
    }));
    const history = { strategy: '日本語'.repeat(20), every: 500, points };
    const lines = dashboardLines({ ...state, history }, { columns, rows });
    expect(lines.length).toBeLessThanOrEqual(rows);
    expect(Math.max(...lines.map((line) => stringWidth(line)))).toBeLessThanOrEqual(columns);
  });

  it('keeps control characters of a name off the screen', () => {
    const scenario = 'a\u001b[2Jb';
    expect(dashboardLines({ ...state, scenario }, { columns: 80, rows: 24 })[0]).toBe(
      'a�[2Jb · 90.0 s',
    );
  });
});
