import type { SideBySide, Source } from '../../analyze/side-by-side.ts';
import { sideBySide } from '../../analyze/side-by-side.ts';
import type { Comparison } from '../../core/comparison.ts';
import type { Notice } from '../../core/verdict.ts';
import { countOf, formatDuration, formatInstant } from '../format.ts';
import { capitalised } from '../sentences.ts';
import { assignFiles } from '../series.ts';
import { columnsOf, differentWorkSentence, foreignSentence, rowName } from '../side-by-side.ts';
import type { Judged } from '../standings.ts';
import { comparisonFinding, judgedFinding, standingOf } from '../standings.ts';
import { CHECK_LOOKS } from '../status.ts';
import { swatch } from './charts/marker.ts';
import { comparedView } from './sections/compared.ts';
import { overlayView } from './sections/overlay.ts';
import { settingsView } from './sections/settings.ts';
import { timelinesView } from './sections/timelines.ts';
import { trendView } from './sections/trend.ts';
import { renderPage } from './template.ts';

/** Several files, and what was found when the second was held against the first. */
export interface ComparisonPage {
  readonly sources: readonly Source[];
  /** Absent: the files are shown and not judged. */
  readonly comparison?: Comparison;
  /** Several files, each held against the baseline that was named. @default none was */
  readonly judged?: Judged;
}

/** With more files the head of the page would be a list of them. */
const MOST_FACTS = 6;
/** Longer tables open on demand. */
const MOST_ROWS = 40;

/** Several results on one page, which stands alone as a report does. Equal input gives equal bytes. */
export function renderComparisonHtml({ sources, comparison, judged }: ComparisonPage): string {
  const sides = sideBySide(sources);
  const labels = sources.map(({ label }) => label);
  const series = assignFiles(labels);
  const look = comparison && CHECK_LOOKS[comparison.verdict];
  const tools = sources.flatMap(({ result }) => result?.environment.tool ?? []);
  const view = {
    title: comparison
      ? `${(look?.word ?? '').toUpperCase()} · ${comparison.scenario} · llm-bench`
      : `${countOf(sources.length, 'file')} side by side · llm-bench`,
    tool: `llm-bench ${comparison?.b.tool ?? tools[0] ?? ''}`.trim(),
    headline: headlineOf(comparison, judged, sidesFinding(sides, sources.length)),
    look,
    lead: judged ? '' : leadOf(comparison, sides),
    // What is compared may differ in its target or load: that is the change under test, and the settings list it.
    alert: comparison ? undefined : differentWorkSentence(sides),
    foreign: foreignSentence(sides),
    notices: comparison ? noticesOf(comparison) : [],
    facts: comparison ? armFacts(comparison) : fileFacts(sources),
    legend: [...series.values()].map((each) => ({ name: each.name, swatch: swatch(each) })),
    standings: judged && standingsView(judged),
    settings: settingsView(sources, comparison),
    compared: comparison && comparedView(comparison),
    sides: sides.rows.length === 0 ? undefined : tableOf(sides),
    trend: trendView(sources, sides),
    overlay: overlayView(sources, series),
    timelines: timelinesView(sources, series),
  };
  return renderPage('comparison', view);
}

function headlineOf(
  comparison: Comparison | undefined,
  judged: Judged | undefined,
  beside: string,
): string {
  if (comparison) return comparisonFinding(comparison);
  return judged ? judgedFinding(judged) : beside;
}

function standingsView({ against, files }: Judged) {
  return { heading: `Against ${against}`, rows: files.map(standingOf) };
}

function noticesOf({ reasons, warnings, verdict }: Comparison): readonly Notice[] {
  return [...reasons.slice(verdict === 'inconclusive' ? 0 : 1), ...warnings].map(
    ({ message, ...rest }) => ({ ...rest, message: capitalised(message) }),
  );
}

function leadOf(comparison: Comparison | undefined, { differentWork }: SideBySide): string {
  if (!comparison) return differentWork.length > 0 ? '' : 'Shown side by side and not judged.';
  const { a, b, scenario, gates, metrics } = comparison;
  const pairs = countOf(Math.max(0, ...metrics.map(({ rounds }) => rounds)), 'pair');
  const only = gates ? '' : ' The verdict is a warning only.';
  return `${scenario}: B = ${b.label} against A = ${a.label}, ${pairs} of rounds.${only}`;
}

/** Ranges only where the work is the same: other figures say nothing of each other. */
function sidesFinding({ rows, differentWork }: SideBySide, files: number): string {
  const ours = rows.flatMap(({ tool, makespan, failed }) =>
    tool === undefined && failed === 0 && makespan !== undefined ? [makespan] : [],
  );
  const beside = `${countOf(files, 'file')} side by side`;
  if (differentWork.length > 0) return `${beside}: different work`;
  if (ours.length < 2) return beside;
  const [least, most] = [Math.min(...ours), Math.max(...ours)].map((ms) => formatDuration(ms));
  return least === most
    ? `${beside}: all finish in ${least}`
    : `${beside}: what answered every item took ${least} to ${most}`;
}

function armFacts({ a, b, clock, design }: Comparison): readonly string[] {
  const arm = (name: string, { label, started_at, tool }: Comparison['a']) =>
    `${name}: ${label}, ${clock === 'virtual' ? '' : `${formatInstant(started_at)}, `}llm-bench ${tool}`;
  return [
    arm('A', a),
    arm('B', b),
    clock === 'virtual' ? 'virtual time' : `real clock, rounds ${design}`,
  ];
}

/** Many files are told together. */
function fileFacts(sources: readonly Source[]): readonly string[] {
  if (sources.length <= MOST_FACTS) return sources.map(fileFact);
  const runs = sources.flatMap(({ result }) => result ?? []);
  const starts = runs.map(({ started_at }) => started_at).toSorted();
  const ends = [starts[0], starts.at(-1)].flatMap((start) => (start ? formatInstant(start) : []));
  const each = (of: (run: (typeof runs)[number]) => string) =>
    [...new Set(runs.map(of))].join(', ');
  return [
    each(({ scenario }) => scenario),
    ends.join(' to '),
    `llm-bench ${each(({ environment }) => environment.tool)}`,
    ...sources.flatMap((source) => (source.result ? [] : fileFact(source))),
  ];
}

function fileFact({ label, result, foreign }: Source): string {
  if (result) return `${label}: ${result.scenario}, llm-bench ${result.environment.tool}`;
  const tools = [...new Set((foreign ?? []).map(({ tool }) => tool))];
  return `${label}: measured by ${tools.join(', ')}`;
}

function tableOf(sides: SideBySide) {
  const columns = columnsOf(sides);
  return {
    long: sides.rows.length > MOST_ROWS,
    heads: columns.map(({ group, label, side = '' }) => ({
      label: group === '' ? label : `${group} ${label}`,
      side,
    })),
    rows: sides.rows.map((row) => ({
      name: rowName(row),
      file: row.source,
      cells: columns.map(({ cell, side = '' }) => ({ ...cell(row), side })),
    })),
  };
}
