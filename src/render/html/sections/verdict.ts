import { nameSeeds } from '../../../analyze/seed-names.ts';
import type { Summary } from '../../../analyze/summary.ts';
import type { RunResult } from '../../../core/run-result.ts';
import type { Notice } from '../../../core/verdict.ts';
import { countOf, formatDuration, formatInstant } from '../../format.ts';
import { clockFacts } from '../../seed-sentences.ts';
import {
  capitalised,
  cautionsFinding,
  furtherReasons,
  headline,
  subline,
} from '../../sentences.ts';
import type { Series } from '../../series.ts';
import type { StatusLook } from '../../status.ts';
import { STATUS_LOOKS } from '../../status.ts';
import type { Chart } from '../charts/drawing.ts';
import { swatch } from '../charts/marker.ts';

/** The head of the page: what came out, and of what. */
export interface VerdictView {
  readonly status: StatusLook;
  readonly headline: string;
  /** Empty where the headline says it all. */
  readonly subline: string;
  readonly cautions: string;
  /** What the headline does not tell in full. */
  readonly reasons: readonly string[];
  readonly hints: readonly string[];
  readonly facts: readonly string[];
  readonly legend: readonly LegendEntry[];
}

export interface LegendEntry {
  readonly name: string;
  readonly swatch: Chart;
}

export function verdictView(
  result: RunResult,
  summary: Summary,
  cautions: readonly Notice[],
  series: readonly Series[],
): VerdictView {
  const { reasons, status } = result.verdict;
  return {
    status: STATUS_LOOKS[status],
    headline: headline(result, summary),
    subline: subline(summary),
    cautions: cautionsFinding(cautions.length),
    reasons: fewReasons(furtherReasons(result).map(capitalised)),
    hints: [...new Set(reasons.flatMap(({ hint }) => (hint ? [capitalised(hint)] : [])))],
    facts: factsOf(result),
    legend: series.map((each) => ({ name: each.name, swatch: swatch(each) })),
  };
}

/** More would push everything else off the screen. */
const MOST_REASONS = 4;

function fewReasons(reasons: readonly string[]): readonly string[] {
  const rest = reasons.length - MOST_REASONS;
  return rest > 1 ? [...reasons.slice(0, MOST_REASONS), `And ${rest} more reasons.`] : reasons;
}

function factsOf(result: RunResult): readonly string[] {
  const { plan, strategies, clock, started_at, environment } = result;
  const { count } = plan.workload;
  const rounds = Math.max(1, ...strategies.map((strategy) => strategy.rounds.length));
  return [
    `scenario ${result.scenario}`,
    ...(count === undefined ? [] : [countOf(count, 'item')]),
    ...(rounds > 1 && clock.kind === 'real' ? [countOf(rounds, 'round')] : []),
    targetOf(result),
    ...limitsOf(result),
    // A virtual run starts at the same fixed instant every time.
    ...(clock.kind === 'virtual'
      ? clockFacts(result)
      : [formatInstant(started_at), nameSeeds(plan.seeds)]),
    `llm-bench ${environment.tool}`,
  ];
}

function targetOf({ plan: { target } }: RunResult): string {
  const where = target.kind === 'mock' ? 'mock server' : (target.baseUrl ?? 'API');
  return `${target.model} at ${where} (${target.api}${target.stream ? ', streaming' : ''})`;
}

function limitsOf({ plan: { target } }: RunResult): readonly string[] {
  return (target.mock?.limits ?? []).map(({ limit, dimension, window, burst }) => {
    const per = window === 60_000 ? 'minute' : formatDuration(window);
    return `limit ${limit} ${dimension} per ${per}, burst ${burst}`;
  });
}
