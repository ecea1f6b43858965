import { describe, expect, it } from 'vitest';
import type { View } from '../../../../src/render/html/charts/drawing.ts';
import type { TimelinePanel } from '../../../../src/render/html/charts/timeline.ts';
import { timelinePanel } from '../../../../src/render/html/charts/timeline.ts';
import { panelWords } from '../../../../src/render/html/charts/words.ts';
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

const shared = { end: 400, longest: 800, top: 10, mostRefused: 3 };

function draw(panel: TimelinePanel, view: Partial<View> = {}): string {
  return timelinePanel({ panel, shared }, { width: 472, ...view }).svg;
}

describe('timelinePanel', () => {
  it('steps down where attempts end', () => {
    // 400 px for 400 ms from x = 60; 10 in flight at y = 6, 0 at y = 66.
    expect(draw(aPanel())).toContain('d="M60 6L260 6L260 36L360 36L360 66L460 66"');
  });

  it('hangs a red bar below the middle of the bucket with refusals', () => {
    expect(draw(aPanel())).toMatch(/class="bad"[^>]*><path d="M310 70v19"/);
  });

  it('leaves the red row out when nothing was refused', () => {
    const panel = aPanel({ rateLimited: [0, 0, 0, 0] });
    const calm = timelinePanel({ panel, shared: { ...shared, mostRefused: 0 } }, { width: 472 });
    expect(calm.svg).not.toContain('429');
  });

  it('draws the number of slots as a dotted line up to the end', () => {
    expect(draw(aPanel({ limit: 10 }))).toContain('d="M60 6H460"');
    expect(draw(aPanel({ limit: 100 }))).not.toContain('stroke-dasharray="1 4"');
  });

  it('says when a panel ends beyond the axis', () => {
    expect(draw(aPanel({ makespan: 109_000 }))).toContain('>ends at 109 s →<');
  });

  it('merges buckets that are finer than the screen: mean in flight', () => {
    const fine = aPanel({
      bucket: 1,
      inFlight: Array.from({ length: 400 }, (_, i) => (i % 2 === 0 ? 20 : 0)),
      rateLimited: Array.from({ length: 400 }, () => 1),
      makespan: 400,
    });
    // 400 px show 200 steps of 2 ms each: 10 in flight in all of them.
    expect(draw(fine)).toContain('d="M60 6L460 6"');
  });

  it('tells the numbers in words', () => {
    expect(panelWords(aPanel()).description).toBe(
      'Ends at 400 ms, at most 12 in flight, 3 rate-limited attempts.',
    );
  });

  it('shows the part that is zoomed to, and the longest panel on request', () => {
    expect(draw(aPanel(), { zoom: [200, 300] })).toContain('d="M60 36L460 36"');
    expect(draw(aPanel(), { fit: true })).toContain('d="M60 6L160 6L160 36L210 36L210 66L260 66"');
  });

  it('reads what was in flight at an instant', () => {
    const { read } = timelinePanel({ panel: aPanel(), shared }, { width: 472 });
    expect(read?.(310)).toMatchObject({
      title: '250 ms',
      rows: [{ name: 'waves', text: '5 in flight, 3 429s' }],
    });
  });

  describe('with single requests', () => {
    // Waits 100 ms, is refused for 10 ms, backs off, then is served.
    const lanes = [[0, 0, 100, 3, 100, 110, 2, 110, 300, 1, 300, 400]];
    const svg = draw(aPanel({ lanes }));

    it.each([
      ['wait', 'M60 43.5H160'],
      ['bad', 'M160 43.5H170'],
      ['backoff', 'M170 43.5H360'],
      ['s1', 'M360 43.5H460'],
    ])('paints %s as a path of its own', (hue, d) => {
      expect(svg).toMatch(new RegExp(`class="${hue}"[^>]*><path d="${d}"`));
    });

    it('shows a refusal that took no time, and its lane, at the very start', () => {
      const refused = [0, 1].map(() => [3, 0, 0]);
      expect(draw(aPanel({ lanes: refused }))).toMatch(
        /class="bad"[^>]*><path d="M60 43.5H61.6M60 50.5H61.6"/,
      );
    });

    it('paints a refusal and another error in different colours', () => {
      const both = draw(aPanel({ lanes: [[3, 0, 10, 4, 10, 20]] }));
      expect(both).toMatch(/class="bad"[^>]*><path d="M60 43.5H70"/);
      expect(both).toMatch(/class="ink"[^>]*><path d="M70 43.5H80"/);
    });

    it('packs the rows that are active in the time shown', () => {
      const rows = [
        [1, 0, 100],
        [1, 300, 400],
      ];
      expect(draw(aPanel({ lanes: rows }), { zoom: [300, 400] })).toContain('M60 43.5H460');
    });
  });
});
