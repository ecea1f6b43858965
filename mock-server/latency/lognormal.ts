import { roundToMicrosecond } from '../../src/core/units.ts';
import { defineVariant } from '../../src/core/variant.ts';
import type { Latency } from './latency.ts';
import { normalQuantile } from './normal-quantile.ts';
import { TINIEST } from './uniform-bounds.ts';

/** What describes the distribution: one of these pairs. */
const FORMS = [
  ['mean', 'cv'],
  ['median', 'sigma'],
  ['p50', 'p99'],
] as const;

const DEFAULTS = { mean: 2_000, cv: 0.35 };

/** Of the standard normal distribution. */
const P99 = normalQuantile(0.99);

const HINT = 'name mean and cv, or median and sigma, or p50 and p99.';

interface Options {
  readonly mean?: number;
  readonly cv?: number;
  readonly median?: number;
  readonly sigma?: number;
  readonly p50?: number;
  readonly p99?: number;
}

export const lognormal = defineVariant({
  kind: 'lognormal',
  summary: 'Skewed like real LLM calls: most near the mean, a few several times as long.',
  options: {
    mean: { type: 'duration', optional: true, summary: 'mean service time; 2s unless named' },
    cv: {
      type: 'number',
      min: 0,
      optional: true,
      summary:
        'coefficient of variation: standard deviation divided by mean; 0 = constant; 0.35 ' +
        'unless named',
      hint: 'a spread cannot be negative; 0 makes every request take the mean.',
    },
    median: { type: 'duration', optional: true, summary: 'median, with sigma' },
    sigma: {
      type: 'number',
      min: 0,
      optional: true,
      summary: 'standard deviation of the logarithm, with median',
    },
    p50: { type: 'duration', optional: true, summary: 'median, with p99' },
    p99: { type: 'duration', optional: true, summary: '99th percentile, with p50' },
  },
  complete(options) {
    const named = FORMS.filter((form) => form.some((name) => options[name] !== undefined));
    const [form = FORMS[0], other] = named;
    if (other !== undefined) {
      return { mistake: other[0], message: `does not go with ${form[0]}.`, hint: HINT };
    }
    if (form === FORMS[0]) return { ...DEFAULTS, ...options };
    const missing = form.find((name) => options[name] === undefined);
    if (missing !== undefined) return { mistake: missing, message: 'missing.', hint: HINT };
    const { p50 = 0, p99 = p50 } = options;
    if (p99 >= p50) return options;
    const hint = 'the 99th percentile is at least the median.';
    return { mistake: 'p99', message: `${p99} ms is below p50.`, hint };
  },
  create: (options): Latency => {
    const { median, sigma } = medianAndSigma(options);
    return {
      sample: (u) =>
        roundToMicrosecond(median * Math.exp(sigma * normalQuantile(Math.max(u, TINIEST)))),
    };
  },
});

/**
 * From a mean: sigma² = ln(1 + cv²), mu = ln(mean) - sigma²/2, so that the mean stays what the user
 * named, whatever the spread.
 */
function medianAndSigma(options: Options): { median: number; sigma: number } {
  const { median, sigma = 0, p50, p99 = p50 } = options;
  if (median !== undefined) return { median, sigma };
  if (p50 !== undefined && p99 !== undefined) {
    return { median: p50, sigma: p50 > 0 ? Math.log(p99 / p50) / P99 : 0 };
  }
  const { mean = DEFAULTS.mean, cv = DEFAULTS.cv } = options;
  const variance = Math.log1p(cv * cv);
  return { median: mean * Math.exp(-variance / 2), sigma: Math.sqrt(variance) };
}
