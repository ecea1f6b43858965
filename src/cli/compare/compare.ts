import { join, relative } from 'node:path';
import { armOf, compareRuns } from '../../analyze/compare/compare-runs.ts';
import type { Measured } from '../../analyze/compare/to-baseline.ts';
import { createRealClock } from '../../clock/real.ts';
import type { Comparison } from '../../core/comparison.ts';
import { BenchError } from '../../core/errors.ts';
import type { Verdict, VerdictStatus } from '../../core/verdict.ts';
import { VERDICT_STATUSES } from '../../core/verdict.ts';
import { renderComparisonHtml } from '../../render/html/comparison.ts';
import { indentJson } from '../../render/json.ts';
import { renderComparison } from '../../render/terminal/comparison.ts';
import { readArm } from '../baseline-file.ts';
import type { StopSignal } from '../exit-codes.ts';
import { exitCodeOf } from '../exit-codes.ts';
import { exitLine } from '../exit-line.ts';
import { fileStamp } from '../file-stamp.ts';
import type { Io } from '../io.ts';
import type { OutputFlags, Outputs } from '../outputs/open-outputs.ts';
import { openOutputs } from '../outputs/open-outputs.ts';
import { listenForStop } from '../stop-signals.ts';
import { styleFor } from '../style.ts';
import { widthOf } from '../width.ts';
import { writeFile } from '../write-file.ts';
import { byCause } from './by-cause.ts';
import { compareArms } from './stored-arms.ts';
import type { VerdictFlags } from './verdict-flags.ts';
import { compareOptions } from './verdict-flags.ts';

/** What the user asked for. */
export interface CompareFlags extends OutputFlags, VerdictFlags {
  readonly rounds?: number | 'auto';
  readonly clock: 'real' | 'virtual';
  readonly seed?: number;
  readonly maxCost?: number;
  readonly yes?: true;
  readonly quiet?: true;
  readonly out?: string;
  readonly all?: true;
  readonly json?: true;
}

/**
 * Holds B against A.
 *
 * @returns the exit code
 */
export async function compare(
  [a, b]: readonly [string, string],
  flags: CompareFlags,
  io: Io,
): Promise<number> {
  const outputs = openOutputs(flags, io);
  const stored = [a, b].map((name) => !/\.[cm]?[jt]s$/.test(name));
  if (stored.every(Boolean)) return show(compareStored([a, b], flags), flags, outputs, io);
  if (!stored.some(Boolean)) return compareScenarios([a, b], flags, outputs, io);
  throw new BenchError('USAGE', `${a} and ${b}: one is a scenario, the other a stored result.`, {
    hint: 'name two scenarios, or two results; or bench run SCENARIO --baseline RESULT.',
  });
}

async function compareScenarios(
  [a, b]: readonly [string, string],
  flags: CompareFlags,
  outputs: Outputs,
  io: Io,
): Promise<number> {
  const { runBoth } = await import('./run-both.ts');
  const { out = join('reports', 'compare', fileStamp(createRealClock().wall())) } = flags;
  const stop = listenForStop(io, 'stopping: writing what was measured; once more to quit now');
  try {
    const request = { ...flags, out, options: compareOptions(flags), quiet: flags.quiet === true };
    const ran = await runBoth([a, b], request, io, stop);
    const [before, after] = [armOf(ran.a, a), armOf(ran.b, b)];
    const comparison = compareRuns(before, after, {
      ...compareOptions(flags),
      ...(ran.alpha !== undefined && { alpha: ran.alpha }),
      design: 'interleaved',
    });
    const reasons = byCause(ran.a, ran.b).flatMap(({ verdict }) => verdict.reasons);
    const statuses = [ran.a.verdict.status, ran.b.verdict.status];
    const shown = { comparison: { ...comparison, reasons: [...reasons, ...comparison.reasons] } };
    const runs = [before.run, after.run] as const;
    const compared = { ...shown, statuses, runs, stoppedBy: stop.received };
    return await show(compared, { ...flags, out }, outputs, io);
  } finally {
    stop.dispose();
  }
}

function compareStored([a, b]: readonly [string, string], flags: CompareFlags): Compared {
  const [before, after] = [readArm(a), readArm(b)];
  const comparison = compareArms(before, after, compareOptions(flags));
  return { comparison, statuses: [], runs: [before.run, after.run] };
}

const STATUSES: Readonly<Record<Comparison['verdict'], VerdictStatus>> = {
  regressed: 'regressed',
  improved: 'pass',
  unchanged: 'pass',
  inconclusive: 'inconclusive',
  invalid: 'invalid',
};

interface Compared {
  readonly comparison: Comparison;
  /** What is wrong with the runs themselves. */
  readonly statuses: readonly VerdictStatus[];
  /** A and B; a baseline is no run. */
  readonly runs: readonly [Measured | undefined, Measured | undefined];
  readonly stoppedBy?: StopSignal | undefined;
}

async function show(
  { comparison, statuses, runs, stoppedBy }: Compared,
  flags: CompareFlags,
  outputs: Outputs,
  io: Io,
): Promise<number> {
  const { out, failOn } = flags;
  const { verdict, gates, reasons } = comparison;
  const own = gates || verdict !== 'regressed' ? STATUSES[verdict] : 'pass';
  const status = VERDICT_STATUSES.find((each) => [...statuses, own].includes(each)) ?? own;
  const said: Verdict = {
    status,
    exitCode: exitCodeOf(status, stoppedBy, failOn),
    reasons: status === 'pass' ? [] : reasons,
  };
  if (!outputs.ownsStdout) print(comparison, flags, io);
  // Printed first: what cannot be written any more is not lost.
  const paths = out === undefined ? [] : write(out, comparison, runs);
  if (!outputs.ownsStdout && !flags.json) io.stdout.write(ending(paths, said));
  const [, run] = runs;
  if (run) await outputs.write({ ...run, comparison, verdict: said });
  return said.exitCode;
}

function print(comparison: Comparison, { json, all }: CompareFlags, { stdout }: Io): void {
  if (json) {
    stdout.write(`${indentJson(comparison)}\n`);
    return;
  }
  const width = widthOf(stdout);
  const looks = { width, style: styleFor(stdout), all: all === true };
  stdout.write(renderComparison(comparison, looks));
}

function ending(paths: readonly string[], verdict: Verdict): string {
  const lines = paths.map((path) => `comparison  ${relative('.', path)}\n`);
  return `${paths.length > 0 ? '\n' : ''}${lines.join('')}${exitLine(verdict)}`;
}

function write(folder: string, comparison: Comparison, runs: Compared['runs']): readonly string[] {
  const sources = runs.flatMap((result, i) =>
    result ? [{ label: i === 0 ? 'A' : 'B', result }] : [],
  );
  const files = [
    ['comparison.json', `${indentJson(comparison)}\n`],
    ['comparison.html', renderComparisonHtml({ sources, comparison })],
  ] as const;
  return files.map(([name, text]) => {
    const path = join(folder, name);
    writeFile(path, text, 'name another folder with --out DIR.');
    return path;
  });
}
