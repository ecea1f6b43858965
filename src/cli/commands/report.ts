import { mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import type { Command } from 'commander';
import { sideBySide } from '../../analyze/side-by-side.ts';
import { BenchError } from '../../core/errors.ts';
import type { Io } from '../io.ts';
import { openFile } from '../open-file.ts';
import type { OutputFlags } from '../outputs/open-outputs.ts';
import { addOutputOptions } from '../outputs/options.ts';
import { fileLabels } from '../report/file-labels.ts';
import type { ReportInput } from '../report/read-inputs.ts';
import { readInputs } from '../report/read-inputs.ts';
import { styleFor } from '../style.ts';

interface ReportFlags extends OutputFlags {
  readonly out?: string;
  readonly open?: true;
  readonly histogram?: boolean;
}

const HELP_EXAMPLES = `
Examples:
  bench report reports/concurrency/20260131T120000123Z --open
  bench report result.json --format markdown
  bench report result.json --format junit=junit.xml --format csv=rows.csv
  bench report monday/result.json friday/result.json --out week.html
  bench report result.json profile_export_aiperf.json vllm.json

It shows and does not judge: bench check holds a result against thresholds.
`;

export function addReportCommand(program: Command, io: Io, finish: (code: number) => void): void {
  const command = program
    .command('report')
    .description("show stored results again, several of them side by side, other tools' too")
    .argument(
      '<results...>',
      'result.json files or their folders; also of AIPerf, vLLM, SGLang, GuideLLM',
    )
    .option('--out <file>', 'the page to write, instead of report.html beside the result')
    .option('--open', 'open the page in the browser')
    .option('--histogram', 'draw the latencies of every strategy below the table');
  addOutputOptions(command)
    .addHelpText('after', HELP_EXAMPLES)
    .action(async (paths: string[], flags: ReportFlags) => {
      await report(readInputs(paths), flags, io);
      finish(0);
    });
}

async function report(inputs: readonly ReportInput[], flags: ReportFlags, io: Io): Promise<void> {
  const [only] = inputs;
  if (inputs.length === 1 && only?.kind === 'result') await reportOne(only, flags, io);
  else await reportSeveral(inputs, flags, io);
}

async function reportOne(
  { file, result }: ReportInput & { readonly kind: 'result' },
  { out, open, histogram = false, ...outputFlags }: ReportFlags,
  io: Io,
): Promise<void> {
  const { openOutputs } = await import('../outputs/open-outputs.ts');
  const outputs = openOutputs(outputFlags, io);
  const page = out ?? join(dirname(file), 'report.html');
  const { renderHtml } = await import('../../render/html/index.ts');
  writePage(page, renderHtml(result));
  await outputs.write(result);
  if (!outputs.ownsStdout) {
    const { renderTerminal } = await import('../../render/terminal/summary.ts');
    const files = [{ label: 'report', path: relative('.', page) }];
    io.stdout.write(renderTerminal(result, { ...looksFor(io), histogram, files }));
  }
  if (open) await show(page, io);
}

async function reportSeveral(
  inputs: readonly ReportInput[],
  { format, summary, comment }: ReportFlags,
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
  const { renderSideBySide } = await import('../../render/terminal/side-by-side.ts');
  const sides = sideBySide(sources);
  io.stdout.write(renderSideBySide(sides, looksFor(io)));
}

function looksFor({ stdout }: Io) {
  return { width: stdout.isTTY ? stdout.columns : 120, style: styleFor(stdout) };
}

/** Beside and renamed, so that a browser never reads half a page. */
function writePage(path: string, html: string): void {
  try {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(`${path}.tmp`, html);
    renameSync(`${path}.tmp`, path);
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new BenchError('OUTPUT_NOT_WRITABLE', `cannot write ${path}: ${why}.`, {
      hint: 'name another file with --out FILE.',
      cause,
    });
  }
}

async function show(page: string, io: Io): Promise<void> {
  if (await openFile(page, io.env)) return;
  io.stderr.write(`there is no program to open ${page} with; open it in a browser.\n`);
}
