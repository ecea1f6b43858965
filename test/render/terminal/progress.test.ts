import stringWidth from 'fast-string-width';
import { describe, expect, it } from 'vitest';
import type { ProgressState, StrategyProgress } from '../../../src/render/terminal/progress.ts';
import { plainLine, progressLines } from '../../../src/render/terminal/progress.ts';

function aProgress(progress: Partial<StrategyProgress> = {}): StrategyProgress {
  return {
    name: 'semaphore-10',
    state: 'running',
    done: 61,
    total: 100,
    inFlight: 10,
    waiting: 29,
    rateLimited: 0,
    failed: 0,
    elapsed: 8_240,
    perSecond: 7.4,
    ...progress,
  };
}

const state: ProgressState = {
  round: { current: 3, of: 7 },
  strategies: [
    aProgress({ name: 'sequential', state: 'done', done: 100, elapsed: 119_000, perSecond: 0.84 }),
    aProgress(),
    aProgress({ name: 'gather', state: 'waiting', done: 0, elapsed: 0, perSecond: 0 }),
  ],
};

describe('progressLines', () => {
  it('shows the run, what is done, what runs and what waits', () => {
    expect(`\n${progressLines(state, 100).join('\n')}\n`).toMatchInlineSnapshot(`
      "
      round 3 of 7  ██████████░░░░░░░░░░  53 %  ETA of this strategy 5.27 s
      ✓ sequential        119 s   0.84/s  429 0  failed 0
      ● semaphore-10     61/100   7.40/s  10 in flight  29 waiting  429 0  failed 0
        gather
      "
    `);
  });

  it.each([20, 40, 80])('is never wider than %d columns', (width) => {
    const strategies = [aProgress({ name: '日本語'.repeat(20), total: 1_000_000 })];
    const widths = progressLines({ strategies }, width).map((line) => stringWidth(line));
    expect(Math.max(...widths)).toBeLessThanOrEqual(width);
  });

  it('shows no share while a total is unknown, and no time left before the first item', () => {
    const { total: _, ...unknown } = aProgress({ done: 0, perSecond: 0 });
    const [overall, line] = progressLines({ strategies: [unknown] }, 100);
    expect(overall).toBe('ETA of this strategy –');
    expect(line).toContain('● semaphore-10          0  ');
  });

  it('shows the running strategy and those that ended last, where not all have room', () => {
    const strategies = Array.from({ length: 20 }, (_, n) =>
      aProgress({ name: `s${n}`, state: n < 9 ? 'done' : n === 9 ? 'running' : 'waiting' }),
    );
    const names = progressLines({ strategies }, 80, undefined, 6).map((line) =>
      line.split('  ')[0]?.trim(),
    );
    expect(names.slice(1, -1)).toEqual(['✓ s6', '✓ s7', '✓ s8', '● s9']);
    expect(progressLines({ strategies }, 80, undefined, 6).at(-1)).toBe('  + 16 more');
    expect(progressLines({ strategies }, 80, undefined, 21)).toHaveLength(21);
  });

  it('never shows 100 % before the end', () => {
    const strategies = [aProgress({ done: 999, total: 1_000 })];
    expect(progressLines({ strategies }, 100)[0]).toContain('99 %');
  });

  it('shows only the title line without strategies', () => {
    expect(progressLines({ strategies: [] }, 100)).toEqual(['']);
  });
});

describe('plainLine', () => {
  it.each([
    [{ done: 0, elapsed: 0, perSecond: 0 }, 'semaphore-10: started, 100 items'],
    [{}, 'semaphore-10: 61/100, 10 in flight, 7.40/s, 429 0, failed 0, ETA 5.27 s'],
    [
      { state: 'done', done: 100, elapsed: 14_400, perSecond: 6.94, rateLimited: 4, failed: 1 },
      'semaphore-10: 100 items in 14.4 s, 6.94/s, 429 4, failed 1',
    ],
    [{ state: 'waiting' }, 'semaphore-10: waiting'],
  ] as const)('with %j reads %s', (progress, line) => {
    expect(plainLine(aProgress(progress))).toBe(line);
  });
});
