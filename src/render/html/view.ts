import { cautionsOf } from '../../analyze/cautions.ts';
import { sizeFamilies } from '../../analyze/size-family.ts';
import { summarise } from '../../analyze/summary.ts';
import type { RunResult } from '../../core/run-result.ts';
import { assignSeries } from '../series.ts';
import { STATUS_LOOKS } from '../status.ts';
import { downloadOf } from './download.ts';
import { errorsView } from './sections/errors.ts';
import { gatesView } from './sections/gates.ts';
import { latencyView } from './sections/latency.ts';
import { overTimeView } from './sections/over-time.ts';
import { reproduceView } from './sections/reproduce.ts';
import { strategiesView } from './sections/strategies.ts';
import { timelineView } from './sections/timeline.ts';
import { trustView } from './sections/trust.ts';
import { tuningView } from './sections/tuning.ts';
import { verdictView } from './sections/verdict.ts';

/** What the template prints: text and drawings, nothing left to decide. A section without data is absent. */
export function reportView(result: RunResult) {
  const whole = summarise(result);
  const summary = withoutSizes(whole);
  const cautions = cautionsOf(result);
  const names = result.strategies.map(({ name }) => name);
  const series = assignSeries(names, summary.baseline);
  const shown = [...series.values()].filter(({ name }) =>
    summary.rows.some((row) => row.name === name),
  );
  return {
    title: `${STATUS_LOOKS[result.verdict.status].title} · ${result.scenario} · llm-bench`,
    question: result.question ?? '',
    tool: `llm-bench ${result.environment.tool}`,
    verdict: verdictView(result, summary, cautions, shown),
    strategies: strategiesView(result, summary, series),
    gates: gatesView(result),
    timeline: timelineView(summary, series),
    latency: latencyView(result, summary, series),
    tuning: tuningView(result, whole, series),
    overTime: overTimeView(summary, series),
    errors: errorsView(result),
    trust: trustView(result, cautions),
    reproduce: reproduceView(result),
    download: downloadOf(result),
  };
}

/** Of a family of many sizes the rest of the page shows the recommended one alone; its own section has all. */
function withoutSizes(summary: ReturnType<typeof summarise>): ReturnType<typeof summarise> {
  const left = new Set<string>();
  for (const { members, best } of sizeFamilies(summary)) {
    if (members.length <= MOST_SIZES || best === undefined) continue;
    for (const { name } of members) if (name !== best && name !== summary.baseline) left.add(name);
  }
  return { ...summary, rows: summary.rows.filter(({ name }) => !left.has(name)) };
}

const MOST_SIZES = 4;
