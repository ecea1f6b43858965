import { describe, expect, it } from 'vitest';
import { filePanel } from '../../../../src/render/html/charts/file-panel.ts';
import type { TimelinePanel } from '../../../../src/render/html/charts/timeline.ts';
import { assignFiles } from '../../../../src/render/series.ts';

const series = assignFiles(['monday', 'friday']);

function panel(file: string, makespan: number): { file: string; panel: TimelinePanel } {
  const identity = series.get(file);
  if (!identity) throw new Error('no series');
  const shape = { bucket: 100, inFlight: [1, 1, 1, 1], rateLimited: [0, 0, 0, 0], peak: 1 };
  return {
    file,
    panel: { series: { ...identity, name: `pool, ${file}` }, makespan, ...shape },
  };
}

const shared = { end: 400, longest: 400, top: 1, mostRefused: 0 };
const draw = (files: Parameters<typeof filePanel>[0]['files'], file?: string) =>
  filePanel({ strategy: 'pool', files, shared }, { width: 472, file }).svg;

describe('filePanel', () => {
  const files = [panel('friday', 300), panel('monday', 200)];

  it('shows the first file until another is chosen', () => {
    expect(draw(files)).toContain('pool, friday');
    expect(draw(files, 'monday')).toContain('pool, monday');
    expect(draw(files, 'nobody')).toContain('pool, friday');
  });

  it('draws every file on the same axis', () => {
    // 400 px for 400 ms from x = 60: their ends are at 360 and 260.
    expect(draw(files)).toContain('M360 2V');
    expect(draw(files, 'monday')).toContain('M260 2V');
  });

  it('says that the chosen file lacks the strategy, and draws no other for it', () => {
    const lacking = draw([panel('friday', 300), { file: 'monday' }], 'monday');
    expect(lacking).toContain('>pool is not in monday<');
    expect(lacking).not.toContain('friday');
  });
});
