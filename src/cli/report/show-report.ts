import { dirname, join, relative, resolve } from 'node:path';
import type { Arm } from '../../analyze/compare/compare-runs.ts';
import { sideBySide } from '../../analyze/side-by-side.ts';
import { BenchError } from '../../core/errors.ts';
import type { RunResult } from '../../core/run-result.ts';
import { renderComparisonHtml } from '../../render/html/comparison.ts';
import { renderHtml } from '../../render/html/index.ts';
import type { Judged, JudgedFile } from '../../render/standings.ts';
import { renderSideBySide } from '../../render/terminal/side-by-side.ts';
import { renderTerminal } from '../../render/terminal/summary.ts';
import { armPath, fitArm, readArm } from '../baseline-file.ts';
import { compareArms } from '../compare/stored-arms.ts';
import type { Io } from '../io.ts';
import { openFile } from '../open-file.ts';
import type { OutputFlags } from '../outputs/open-outputs.ts';
import { openOutputs } from '../outputs/open-outputs.ts';
import { styleFor } from '../style.ts';
import { widthOf } from '../width.ts';
import { writeFile } from '../write-file.ts';
import { fileLabels } from './file-labels.ts';
import type { ReportInput } from './read-inputs.ts';
import { readInputs } from './read-inputs.ts';

/** What the user asked for. */
export interface ReportFlags extends OutputFlags {
  readonly out?: string;
  readonly open?: true;
  readonly histogram?: boolean;
  /** What the others are held against: a stored baseline by name, or a result. */
  readonly baseline?: string;
}

/** Shows one stored result, or several side by side. */
export async function showReport(
  paths: readonly string[],
  flags: ReportFlags,
  io: Io,
): Promise<void> {
  const inputs = readInputs(paths);
  const [only] = inputs;
  if (inputs.length === 1 && flags.baseline !== undefined) {
    throw new BenchError('USAGE', '--baseline holds several results against one.', {
      hint: 'use bench compare for two results, or name more of them.',
    });
  }
  if (inputs.length === 1 && only?.kind === 'result') await reportOne(only, flags, io);
  else await reportSeveral(inputs, flags, io);
}

async function reportOne(
  { file, result }: ReportInput & { readonly kind: 'result' },
  { out, open, histogram = false, ...outputFlags }: ReportFlags,
  io: Io,
): Promise<void> {
  const outputs = openOutputs(outputFlags, io);
  const page = out ?? join(dirname(file), 'report.html');
  writeFile(page, renderHtml(result), 'name another file with --out FILE.');
  await outputs.write(result);
  if (!outputs.ownsStdout) {
    const files = [{ label: 'report', path: relative('.', page) }];
    io.stdout.write(renderTerminal(result, { ...looksFor(io), histogram, files }));
  }
  if (open) await show(page, io);
}

async function reportSeveral(
  inputs: readonly ReportInput[],
  { out, open, format, summary, comment, baseline }: ReportFlags,
  io: Io,
): Promise<void> {
  if (format || summary || comment !== undefined) {
    throw new BenchError('USAGE', '--format, --summary and --comment write one result of ours.', {
      hint: 'name a single result.json with them.',
    });
  }
  const labels = fileLabels(inputs.map(({ file }) => file));
  const sources = inputs.map((input, i) => ({
    label: labels[i] ?? input.file,
    ...(input.kind === 'result' ? { result: input.result } : { foreign: input.runs }),
  }));
  const judged = baseline === undefined ? undefined : judge(inputs, labels, baseline);
  const page = out ?? join('reports', 'comparison.html');
  const html = renderComparisonHtml({ sources, ...(judged && { judged }) });
  writeFile(page, html, 'name another file with --out FILE.');
  io.stdout.write(
    renderSideBySide(sideBySide(sources), { ...looksFor(io), ...(judged && { judged }) }),
  );
  io.stdout.write(`\nreport  ${relative('.', page)}\n`);
  if (open) await show(page, io);
}

/** Our results, each alone against the baseline; itself and what other tools measured are not judged. */
function judge(
  inputs: readonly ReportInput[],
  labels: readonly string[],
  baseline: string,
): Judged {
  const files = inputs.map(({ file }) => resolve(file));
  const own = files.indexOf(resolve(armPath(baseline)));
  const before = { ...readArm(baseline), label: labels[own] ?? `baseline ${baseline}` };
  const judged = inputs.flatMap((input, i) => {
    if (input.kind === 'foreign' || i === own) return [];
    return [judgeOne(before, input.result, labels[i] ?? input.file)];
  });
  return { against: before.label, files: judged };
}

/** One that proves nothing is said to, and the others are judged all the same. */
function judgeOne(before: Arm, result: RunResult, label: string): JudgedFile {
  let arm: Arm;
  try {
    arm = fitArm(result, label, label);
  } catch (error) {
    if (!(error instanceof BenchError)) throw error;
    return { label, unfit: error.message };
  }
  return { label, comparison: compareArms(before, arm, {}) };
}

function looksFor({ stdout }: Io) {
  return { width: widthOf(stdout), style: styleFor(stdout) };
}

async function show(page: string, io: Io): Promise<void> {
  if (await openFile(page, io.env)) return;
  io.stderr.write(`there is no program to open ${page} with; open it in a browser.\n`);
}
