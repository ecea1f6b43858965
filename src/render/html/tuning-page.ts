import { uslThroughput } from '../../analyze/usl.ts';
import type { Tuning, TuningProbe } from '../../core/tuning.ts';
import {
  formatCount,
  formatDuration,
  formatInstant,
  formatPerSecond,
  formatShare,
} from '../format.ts';
import { indentJson } from '../json.ts';
import { assignSeries } from '../series.ts';
import { confirmationText, tuningFacts, tuningHeadline, variedText } from '../tuning-sentences.ts';
import type { Figure } from './figure.ts';
import { figureOf, rounded } from './figure.ts';
import { PROBE_STATES } from './probe-states.ts';
import { combinationsView } from './sections/combinations.ts';
import { renderPage } from './template.ts';

/**
 * The page of a search: one file without any reference to the outside, complete without JavaScript. Equal searches give equal bytes.
 */
export function renderTuningHtml(tuning: Tuning): string {
  return renderPage('tune', tuningPage(tuning));
}

const PURPOSES: Readonly<Record<TuningProbe['purpose'], string>> = {
  seed: 'time of an item alone',
  bracket: 'growth',
  bisect: 'bisection',
  check: 'check with a fresh seed',
  sweep: 'curve below the pick',
};

function tuningPage(tuning: Tuning) {
  const {
    scenario,
    question,
    environment,
    recommendation,
    candidates = [],
    confirmations = [],
  } = tuning;
  const found = recommendation ?? candidates.find(({ state }) => state === 'feasible');
  const headline = tuningHeadline(tuning);
  return {
    title: `${found ? 'TUNED' : 'NOT FOUND'} · ${scenario} · llm-bench`,
    tool: `llm-bench ${environment.tool}`,
    headline,
    status: found
      ? { glyph: '✓', word: 'found', tone: 'good' }
      : { glyph: '!', word: 'not found', tone: 'bad' },
    question: question ?? '',
    facts: tuningFacts(tuning),
    setting: settingFacts(tuning),
    code: recommendation?.code ?? [],
    sweep: sweepFigure(tuning),
    curve: curveFigure(tuning),
    confirmations: confirmations.map(confirmationText),
    notices: tuning.notices,
    probes: tuning.probes.map(probeRow),
    combinations: combinationsView(tuning),
    download: undefined,
    json: indentJson({ ...tuning, probes: undefined, curve: undefined, candidates: undefined }),
  };
}

function settingFacts({
  vary,
  constraints,
  clock,
  seed,
  started_at,
  strategy,
  candidates = [],
}: Tuning): readonly string[] {
  const names = [...new Set(candidates.map((each) => each.strategy))];
  return [
    ...vary.map(variedText),
    names.length > 1
      ? `strategies ${names.join(', ')}`
      : `strategy ${strategy.name} (${strategy.kind})`,
    ...constraints.map(({ expr }) => expr),
    `${clock} clock, seed ${seed}`,
    formatInstant(started_at),
  ];
}

/** Points of the fitted law that are drawn between two ends. */
const STEPS = 40;

/** Value against throughput; nothing where fewer than three values were tried. */
function sweepFigure(tuning: Tuning): Figure | undefined {
  const { recommendation, tied, first_failing, little, usl, vary } = tuning;
  const series = seriesOf(tuning);
  const points = pointsOf(tuning);
  const [first, last] = [points[0], points.at(-1)];
  if (!series || !first || !last || points.length < 3) return undefined;
  const law = usl && { lambda: usl.lambda_per_s, sigma: usl.sigma, kappa: usl.kappa };
  const path = vary[0]?.path ?? '';
  return figureOf('sweep', 'sweep', {
    series,
    points: points.map(({ value, throughput_per_s, state, purpose }) => ({
      value,
      perSecond: rounded(throughput_per_s),
      feasible: state === 'feasible' || purpose === 'seed',
      best: value === recommendation?.value,
    })),
    option: path,
    ...(tied && { tied }),
    ...(first_failing && { failing: first_failing.value }),
    ...(little && path.endsWith('.size') && { little: rounded(little.size) }),
    ...(law && {
      usl: Array.from({ length: STEPS + 1 }, (_, i) => {
        const value = first.value * (last.value / first.value) ** (i / STEPS);
        return [
          rounded(value),
          rounded(uslThroughput({ ...law, peak: undefined }, value)),
        ] as const;
      }),
    }),
  });
}

/** Throughput against latency; nothing where fewer than three values were tried. */
function curveFigure(tuning: Tuning): Figure | undefined {
  const { recommendation, constraints } = tuning;
  const series = seriesOf(tuning);
  const points = pointsOf(tuning).flatMap(
    ({ value, throughput_per_s, call_p95_ms, rate_limited }) =>
      call_p95_ms === undefined
        ? []
        : [
            {
              size: value,
              perSecond: [throughput_per_s, throughput_per_s, throughput_per_s] as const,
              p95: call_p95_ms,
              rateLimited: rate_limited,
              best: value === recommendation?.value,
            },
          ],
  );
  if (!series || points.length < 3) return undefined;
  const limit = constraints.find(
    ({ allowed, limit_ms }) => limit_ms !== undefined && allowed === 0.05,
  )?.limit_ms;
  return figureOf('curve', 'curve', { series, points, ...(limit !== undefined && { limit }) });
}

function seriesOf({ strategy }: Tuning) {
  return assignSeries(['baseline', strategy.name], 'baseline').get(strategy.name);
}

/** The curve, with the probe that came first, of too few items to be judged; by value, as they are joined by lines. */
function pointsOf({ curve, probes }: Tuning) {
  const alone = probes.filter(
    ({ value, purpose }) => purpose === 'seed' && !curve.some((point) => point.value === value),
  );
  const points = [...alone, ...curve.map((point) => ({ ...point, purpose: undefined }))];
  return points.toSorted((a, b) => a.value - b.value);
}

function probeRow(probe: TuningProbe) {
  const {
    value,
    purpose,
    items,
    throughput_per_s,
    throughput_se_per_s,
    call_p95_ms,
    rate_limited,
    state,
  } = probe;
  return {
    value: formatCount(value),
    purpose: PURPOSES[purpose],
    items: formatCount(items),
    throughput: `${formatPerSecond(throughput_per_s)} ± ${formatPerSecond(throughput_se_per_s)}`,
    p95: formatDuration(call_p95_ms),
    rateLimited: formatShare(rate_limited),
    evidence: tightest(probe),
    state: PROBE_STATES[state],
  };
}

/** The constraint that it comes nearest to, or breaks most. */
function tightest({ bounds }: TuningProbe): string {
  const [worst] = bounds.toSorted((a, b) => b.high / b.allowed - a.high / a.allowed);
  if (!worst) return '';
  const { expr, events, of, high } = worst;
  return `${expr}: ${formatCount(events)} of ${formatCount(of)}, at most ${formatShare(high)}`;
}
