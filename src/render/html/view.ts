import { cautionsOf } from '../../analyze/cautions.ts';
import { summarise } from '../../analyze/summary.ts';
import type { RunResult } from '../../core/run-result.ts';
import { assignSeries } from '../series.ts';
import { STATUS_LOOKS } from '../status.ts';
import { errorsView } from './sections/errors.ts';
import { latencyView } from './sections/latency.ts';
import { reproduceView } from './sections/reproduce.ts';
import { strategiesView } from './sections/strategies.ts';
import { timelineView } from './sections/timeline.ts';
import { trustView } from './sections/trust.ts';
import { verdictView } from './sections/verdict.ts';

/** What the template prints: text and drawings, nothing left to decide. A section without data is absent. */
export function reportView(result: RunResult) {
  const summary = summarise(result);
  const cautions = cautionsOf(result);
  const names = result.strategies.map(({ name }) => name);
  const series = assignSeries(names, summary.baseline);
  return {
    title: `${STATUS_LOOKS[result.verdict.status].title} · ${result.scenario} · llm-bench`,
    question: result.question ?? '',
    tool: `llm-bench ${result.environment.tool}`,
    verdict: verdictView(result, summary, cautions, [...series.values()]),
    strategies: strategiesView(summary, series),
    timeline: timelineView(summary, series),
    latency: latencyView(summary, series),
    errors: errorsView(result),
    trust: trustView(result, cautions),
    reproduce: reproduceView(result),
  };
}
