import { describe, expect, it } from 'vitest';
import type { Tuning } from '../../../src/core/tuning.ts';
import { renderTuningHtml } from '../../../src/render/html/tuning-page.ts';
import { plainStyle } from '../../../src/render/terminal/style.ts';
import { renderTuning } from '../../../src/render/terminal/tuning.ts';
import { aRun } from '../../helpers/a-run.ts';

const HOSTILE = 'x</script><img src=x onerror=alert(1)>';

const point = (value: number, perSecond: number, state: 'feasible' | 'infeasible') => ({
  ...{
    value,
    items: 5_000,
    throughput_per_s: perSecond,
    call_p95_ms: 4_000 + value,
    rate_limited: 0,
  },
  state,
});

const tuning: Tuning = {
  schemaVersion: 1,
  kind: 'tuning',
  scenario: HOSTILE,
  started_at: '2026-01-31T12:00:00.000Z',
  clock: 'virtual',
  seed: 1,
  environment: aRun().environment,
  strategy: { name: 'pool', kind: 'semaphore' },
  vary: [{ path: 'pool.size', values: { from: 1, to: 256 } }],
  constraints: [{ expr: 'call p95 < 8s', metric: 'call', allowed: 0.05, limit_ms: 8_000 }],
  recommendation: {
    value: 38,
    throughput_per_s: 16.6,
    call_p95_ms: 4_590,
    interval: { from: 37, to: 38 },
    code: [{ label: 'p-limit', code: 'pLimit(38)' }],
  },
  tied: { from: 37, to: 38 },
  largest_feasible: 38,
  first_failing: {
    value: 39,
    expr: 'rate_limited rate < 2%',
    share: 0.041,
    allowed: 0.02,
    state: 'infeasible',
  },
  boundary: 'cliff',
  lost_below: { value: 27, share: 0.28 },
  undecided: [],
  probes: [],
  curve: [point(27, 12, 'feasible'), point(38, 16.6, 'feasible'), point(39, 16.7, 'infeasible')],
  little: { limit_per_s: 16.7, from: 'limits', call_mean_ms: 2_280, size: 38 },
  confirmations: [
    {
      value: 38,
      items: 300,
      predicted_per_s: 16.6,
      measured_per_s: 15,
      state: 'feasible',
      verdict: 'slower',
    },
  ],
  notices: [],
};

describe('the page of a search', () => {
  const page = renderTuningHtml(tuning);

  it('writes every `details` open, because a closed one prints nothing', () => {
    expect(page.match(/<details/g)?.length).toBeGreaterThan(0);
    expect(page.match(/<details(?! open)/g)).toBeNull();
  });

  it('says what was found, and why not more', () => {
    expect(page).toContain('<h1>pool: size 38, within 3 % from 37 to 38</h1>');
    expect(page).toContain(
      'first that breaks them: 39, by rate_limited rate &lt; 2%: 4.1 % where 2 % are allowed: a cliff',
    );
    expect(page).toContain('pLimit(38)');
    expect(page).toContain(
      'predicted 16.6/s, measured 15.0/s over 300 items: the real server is slower by 9.6 %',
    );
  });

  it('draws the curve, and is the same bytes each time', () => {
    expect(page).toContain('★ best: 38 in flight');
    expect(renderTuningHtml(tuning)).toBe(page);
  });

  it('lets nothing hostile through, and carries no style of its own', () => {
    expect(page).not.toContain('<img');
    expect(page).not.toMatch(/<[^>]* style=/);
    expect(page).toContain('default-src &#39;none&#39;');
  });
});

it('says the same on the terminal, no wider than it is', () => {
  const text = renderTuning(tuning, { width: 80, style: plainStyle, files: [] });
  expect(text).toContain('✓ pool: size 38, within 3 % from 37 to 38');
  expect(text).toMatch(/★ ✓ {3}38 {2}█+ +16\.6\/s/);
  expect(text).toMatch(/ {2}✕ {3}39/);
  expect(Math.max(...text.split('\n').map((line) => line.length))).toBeLessThanOrEqual(80);
});
