import type { OptionValue, Tuning, TuningConfirmation, VariedOption } from '../core/tuning.ts';
import { countOf, formatCount, formatDuration, formatPerSecond, formatShare } from './format.ts';

/** What a search found, in one sentence. */
export function tuningHeadline({
  recommendation,
  candidates,
  tied,
  strategy,
  vary,
}: Tuning): string {
  const [best] = candidates ?? [];
  if (best) {
    const found = `${valuesText(best.values)} of ${best.strategy}`;
    return best.state === 'feasible'
      ? `${found}: ${formatPerSecond(best.goodput_per_s)}, ${formatShare(best.success)} answered`
      : `No combination keeps to the constraints; the nearest is ${found}`;
  }
  const path = vary[0]?.path ?? '';
  if (!recommendation) return `No value of ${path} keeps to the constraints`;
  const range =
    tied && tied.from !== tied.to
      ? `, within 3 % from ${formatCount(tied.from)} to ${formatCount(tied.to)}`
      : '';
  const option = path.split('.').at(-1);
  return `${strategy.name}: ${option} ${formatCount(recommendation.value)}${range}`;
}

/** What lies behind it: one fact a line. */
export function tuningFacts(tuning: Tuning): readonly string[] {
  const { recommendation, largest_feasible, first_failing, boundary, lost_below, undecided } =
    tuning;
  const { little, usl, knee } = tuning;
  return [
    ...(recommendation ? [recommendationText(recommendation)] : []),
    ...(largest_feasible === undefined
      ? []
      : [`largest that keeps to the constraints: ${formatCount(largest_feasible)}`]),
    ...(first_failing ? [failingText(first_failing, boundary)] : []),
    ...(lost_below && lost_below.share > 0
      ? [
          `one step below, at ${formatCount(lost_below.value)}, ${formatShare(lost_below.share)} of the throughput are lost`,
        ]
      : []),
    ...(undecided.length > 0
      ? [`undecided, and so not taken: ${undecided.map((value) => formatCount(value)).join(', ')}`]
      : []),
    ...(little ? [littleText(little)] : []),
    ...(usl ? [uslText(usl)] : []),
    ...(knee === undefined
      ? []
      : [`Kneedle's knee of the curve: ${formatCount(knee)} (for the eye)`]),
  ];
}

function recommendationText({
  throughput_per_s,
  call_p95_ms,
  interval,
}: NonNullable<Tuning['recommendation']>): string {
  const p95 = call_p95_ms === undefined ? '' : `, call p95 ${formatDuration(call_p95_ms)}`;
  const luck =
    interval.from === interval.to
      ? 'the same in 90 % of searches with other luck'
      : `${formatCount(interval.from)} to ${formatCount(interval.to)} in 90 % of searches with other luck`;
  return `${formatPerSecond(throughput_per_s)}${p95}; ${luck}`;
}

function failingText(
  { value, expr, share, allowed, state }: NonNullable<Tuning['first_failing']>,
  boundary: Tuning['boundary'],
): string {
  const how = state === 'infeasible' ? 'breaks' : 'may break';
  const edge = boundary === 'cliff' ? ': a cliff' : '';
  return `first that ${how} them: ${formatCount(value)}, by ${expr}: ${formatShare(share)} where ${formatShare(allowed)} are allowed${edge}`;
}

function littleText({
  limit_per_s,
  from,
  call_mean_ms,
  size,
}: NonNullable<Tuning['little']>): string {
  const limit = `${formatPerSecond(limit_per_s)} by ${from} × ${formatDuration(call_mean_ms)}`;
  return `Little's law: ${limit} = ${size.toFixed(1)} in flight`;
}

function uslText({ sigma, kappa, peak }: NonNullable<Tuning['usl']>): string {
  const end = peak === undefined ? 'never falls' : `peaks at ${formatCount(Math.round(peak))}`;
  return `Universal Scalability Law: σ ${sigma.toFixed(4)}, κ ${kappa.toFixed(6)}, ${end} (explanation only: it knows no hard limit)`;
}

/** A prediction beside what was measured. */
export function confirmationText(confirmation: TuningConfirmation): string {
  const { value, items, predicted_per_s, measured_per_s, verdict } = confirmation;
  const change = measured_per_s / predicted_per_s - 1;
  const words = {
    confirmed: 'confirmed',
    slower: `the real server is slower by ${formatShare(-change)}`,
    faster: `the real server is faster by ${formatShare(change)}`,
    'limits-differ': 'limits differ: the real server refuses more or less',
  }[verdict];
  return `${formatCount(value)}: predicted ${formatPerSecond(predicted_per_s)}, measured ${formatPerSecond(measured_per_s)} over ${countOf(items, 'item')}: ${words}`;
}

/** `size 38, jitter full`. */
export function valuesText(values: Readonly<Record<string, OptionValue>>): string {
  return Object.entries(values)
    .map(([path, value]) => `${path} ${valueText(value)}`)
    .join(', ');
}

/** `semaphore.size from 1 to 256`, `retry.maxRetries 0, 2, 4`. */
export function variedText({ path, values }: VariedOption): string {
  if ('from' in values) {
    return `${path} from ${formatCount(values.from)} to ${formatCount(values.to)}`;
  }
  return `${path} ${values.map(valueText).join(', ')}`;
}

export function valueText(value: OptionValue): string {
  return typeof value === 'number' ? formatCount(value) : value;
}
