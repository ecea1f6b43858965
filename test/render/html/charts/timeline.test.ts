import { describe, expect, it } from 'vitest';
import type { TimelinePanel } from '../../../../src/render/html/charts/timeline.ts';
import { timelineAxes, timelinePanel } from '../../../../src/render/html/charts/timeline.ts';
import { assignSeries } from '../../../../src/render/series.ts';

function aPanel(panel: Partial<TimelinePanel> = {}): TimelinePanel {
  const series = assignSeries(['waves'], undefined).get('waves');
  if (!series) throw new Error('no series');
  return {
    series,
    bucket: 100,
    inFlight: [10, 10, 5, 0],
    rateLimited: [0, 0, 3, 0],
    makespan: 400,
    peak: 12,
    ...panel,
  };
}

function draw(panel: TimelinePanel, shared = { width: 452, end: 400 }): string {
  return timelinePanel(panel, timelineAxes([panel], { ...shared, ticks: [] })).svg;
}

describe('timelinePanel', () => {
  it('steps down where attempts end', () => {
    // 400 px for 400 ms from x = 40; 10 in flight at y = 6, 0 at y = 66.
    expect(draw(aPanel())).toContain('d="M40 6L240 6L240 36L340 36L340 66L440 66"');
  });

  it('hangs a red bar below the middle of the bucket with refusals', () => {
    expect(draw(aPanel())).toMatch(/class="bad"[^>]*><path d="M290 70v19"/);
  });

  it('leaves the red row out when nothing was refused', () => {
    const calm = draw(aPanel({ rateLimited: [0, 0, 0, 0] }));
    expect(calm).not.toContain('429');
  });

  it('draws the number of slots as a dotted line up to the end', () => {
    expect(draw(aPanel({ limit: 10 }))).toContain('d="M40 6H440"');
    expect(draw(aPanel({ limit: 100 }))).not.toContain('stroke-dasharray="1 4"');
  });

  it('says when a panel ends beyond the axis', () => {
    expect(draw(aPanel({ makespan: 109_000 }))).toContain('>ends at 109 s →<');
  });

  it('merges buckets that are finer than the screen: mean in flight, sum of refusals', () => {
    const fine = aPanel({
      bucket: 1,
      inFlight: Array.from({ length: 400 }, (_, i) => (i % 2 === 0 ? 20 : 0)),
      rateLimited: Array.from({ length: 400 }, () => 1),
      makespan: 400,
    });
    // 400 px show 200 steps of 2 ms each: 10 in flight and 2 refusals in all of them.
    const axes = timelineAxes([fine], { width: 452, end: 400, ticks: [] });
    expect(axes).toMatchObject({ top: 10, mostRefused: 2 });
    expect(draw(fine)).toContain('d="M40 6L440 6"');
  });

  it('tells the numbers in words', () => {
    expect(draw(aPanel())).toContain(
      '<desc>Ends at 400 ms, at most 12 in flight, 3 rate-limited attempts.</desc>',
    );
  });
});
