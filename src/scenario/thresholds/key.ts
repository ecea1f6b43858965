import { matcherOf } from '../../core/glob.ts';
import type { MetricName } from '../../core/metric.ts';
import { METRIC_ALIASES, METRICS } from '../../core/metric.ts';
import type { ThresholdRule } from '../../core/threshold.ts';
import type { Refusal } from '../check/leaf.ts';
import { unknownName } from '../check/leaf.ts';
import { nearest } from '../check/nearest.ts';
import { showValue } from '../check/show-value.ts';

/** A metric, narrowed to some strategies. */
export type ThresholdKey = Pick<ThresholdRule, 'key' | 'metric' | 'strategy' | 'outcome'>;

const LABELS = ['strategy', 'outcome', 'phase', 'tag.<name>'];

/**
 * Reads `latency`, or `latency{strategy=semaphore-*}`, into long names.
 *
 * @param strategies names that a selector may match
 * @returns the key, or what is wrong with it
 */
export function parseKey(text: string, strategies: readonly string[]): ThresholdKey | Refusal {
  const match = /^([^{}\s]+)\s*(?:\{([^{}]*)\})?$/.exec(text.trim());
  if (!match) {
    return {
      message: `expected a metric, with a selector in braces if it is for some strategies, got ${showValue(text)}.`,
      hint: 'write latency, or latency{strategy=semaphore-*}.',
    };
  }
  const [, name = '', selector] = match;
  const metric = longName(name);
  if (!metric) {
    const known = [...Object.keys(METRICS), ...Object.keys(METRIC_ALIASES)];
    return unknownName(`unknown metric ${showValue(name)}`, name, known);
  }
  const labels = parseSelector(selector, metric);
  if ('message' in labels) return labels;
  const { strategy } = labels;
  if (strategy !== undefined && !strategies.some(matcherOf(strategy))) {
    return noSuchStrategy(strategy, strategies);
  }
  const written = Object.entries(labels).map(([label, glob]) => `${label}=${glob}`);
  const key = written.length === 0 ? metric : `${metric}{${written.join(',')}}`;
  return { key, metric, ...labels };
}

function longName(name: string): MetricName | undefined {
  if (Object.hasOwn(METRICS, name)) return name as MetricName;
  if (!Object.hasOwn(METRIC_ALIASES, name)) return undefined;
  return METRIC_ALIASES[name as keyof typeof METRIC_ALIASES];
}

type Labels = Pick<ThresholdKey, 'strategy' | 'outcome'>;

function parseSelector(selector: string | undefined, metric: MetricName): Labels | Refusal {
  const labels: { strategy?: string; outcome?: string } = {};
  if (selector === undefined) return labels;
  for (const part of selector.split(',')) {
    const [, label, glob] = /^\s*([^=\s]+)\s*=\s*([^=\s]+)\s*$/.exec(part) ?? [];
    if (label === undefined || glob === undefined) {
      return {
        message: `expected label=name in braces, got ${showValue(part.trim())}.`,
        hint: `write ${metric}{strategy=semaphore-*}.`,
      };
    }
    const refusal = refuseLabel(label, metric);
    if (refusal) return refusal;
    const known = label as keyof Labels;
    if (labels[known] !== undefined) {
      return {
        message: `${label} is named twice.`,
        hint: `write a key for each: ${metric}{${label}=${labels[known]}} and ${metric}{${label}=${glob}}.`,
      };
    }
    labels[known] = glob;
  }
  return labels;
}

function refuseLabel(label: string, metric: MetricName): Refusal | undefined {
  if (label === 'strategy') return undefined;
  if (label === 'outcome') {
    if (metric === 'attempts') return undefined;
    return {
      message: `only attempts are kept apart by outcome, ${metric} is not.`,
      hint: "write 'attempts{outcome=rate-limited}': 'count == 0'.",
    };
  }
  if (label === 'phase' || label.startsWith('tag.')) {
    return {
      message: `results are not kept apart by ${label === 'phase' ? label : 'tag'}; the selector would match nothing.`,
      hint: `select by strategy: ${metric}{strategy=semaphore-*}.`,
    };
  }
  return unknownName(`unknown label ${showValue(label)}`, label, LABELS);
}

function noSuchStrategy(glob: string, strategies: readonly string[]): Refusal {
  const near = nearest(glob.replaceAll('*', ''), strategies);
  return {
    message: `no strategy matches ${showValue(glob)}${near === undefined ? '.' : `; did you mean "${near}"?`}`,
    hint: `strategies: ${strategies.join(', ')}.`,
  };
}
