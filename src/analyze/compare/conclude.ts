import type {
  ComparedMetric,
  Comparison,
  ComparisonVerdict,
  ExactDifference,
} from '../../core/comparison.ts';
import type { Notice } from '../../core/verdict.ts';
import { changeSize, changeText } from './change-text.ts';

/**
 * What all gated metrics and exact figures say together, worst first.
 *
 * @param declared metrics that somebody said decide: one that was not measured is no pass
 */
export function conclude(
  metrics: readonly ComparedMetric[],
  exact: readonly ExactDifference[],
  declared: readonly string[] = [],
): Pick<Comparison, 'verdict' | 'reasons'> {
  const gated = metrics.filter(({ role }) => role === 'gated');
  const told = (verdict: ComparisonVerdict) => gated.filter((metric) => metric.verdict === verdict);
  const absent = declared.filter((name) => metrics.every(({ metric }) => metric !== name));
  const lacking =
    metrics.length === 0
      ? [NOTHING_COMMON]
      : [...told('invalid').flatMap(withoutData), ...absent.map(notMeasured)];
  const changed = changes(exact);
  const regressed = told('regressed').map((metric) => found(metric, 'regressed'));
  const unclear = told('inconclusive').map(notClear);
  const improved = told('improved').map((metric) => found(metric, 'improved'));
  const verdict = verdictOf({ lacking, worse: [...changed, ...regressed], unclear, improved });
  return { verdict, reasons: [...lacking, ...changed, ...regressed, ...unclear, ...improved] };
}

function verdictOf(found: {
  readonly lacking: readonly Notice[];
  readonly worse: readonly Notice[];
  readonly unclear: readonly Notice[];
  readonly improved: readonly Notice[];
}): ComparisonVerdict {
  if (found.lacking.length > 0) return 'invalid';
  if (found.worse.length > 0) return 'regressed';
  if (found.unclear.length > 0) return 'inconclusive';
  return found.improved.length > 0 ? 'improved' : 'unchanged';
}

const NOTHING_COMMON: Notice = {
  code: 'no-data',
  message: 'the two have no strategy, or no seed, in common',
  hint: 'give strategies the same names, and run the same seeds.',
};

function notMeasured(metric: string): Notice {
  return { code: 'no-data', message: `${metric} is to decide, and was not measured` };
}

/** What is answered in neither arm says nothing of the change; its share of errors does. */
function withoutData({ metric, strategy, reason, a, b }: ComparedMetric): readonly Notice[] {
  if (a.includes(null) && b.includes(null)) return [];
  return [{ code: 'no-data', message: `${metric} of ${strategy}: ${reason ?? 'no data'}` }];
}

function changes(exact: readonly ExactDifference[]): readonly Notice[] {
  const unexpected = exact.filter(({ expected }) => !expected);
  const strategies = [...new Set(unexpected.map(({ strategy }) => strategy))];
  return strategies.map((name) => {
    const own = unexpected.filter(({ strategy }) => strategy === name);
    const [first] = own;
    const more = own.length > 1 ? `, and ${own.length - 1} more` : '';
    return {
      code: 'exact-changed',
      message: `strategy "${name}" changed: ${first?.figure} ${first?.a ?? 'none'} → ${first?.b ?? 'none'}${more}`,
      hint: 'if it was meant to: --expect-changes FIGURE, or store a new baseline.',
    };
  });
}

function found(metric: ComparedMetric, word: string): Notice {
  const detail = [changeText(metric), metric.reason].filter(Boolean).join(' ');
  const message = `${metric.metric} of ${metric.strategy} ${word}${detail ? `: ${detail}` : ''}`;
  return { code: word, message };
}

function notClear({ metric, strategy, estimate, reason }: ComparedMetric): Notice {
  const smallest =
    estimate &&
    `only a change of ${changeSize(estimate.mde, estimate.scale)} would have been found`;
  const detail = reason ?? smallest ?? 'too noisy';
  return { code: 'inconclusive', message: `${metric} of ${strategy} is inconclusive: ${detail}` };
}
