import type { Command } from 'commander';
import type { Io } from '../io.ts';
import { addOutputOptions } from '../outputs/options.ts';
import type { ReportFlags } from '../report/show-report.ts';

const HELP_EXAMPLES = `
Examples:
  bench report reports/concurrency/20260131T120000123Z --open
  bench report result.json --format markdown
  bench report result.json --format junit=junit.xml --format csv=rows.csv
  bench report monday/result.json friday/result.json --out week.html
  bench report mon tue wed --baseline mon
  bench report result.json profile_export_aiperf.json vllm.json

It shows, and judges only with --baseline, always with exit code 0: bench check
holds a result against thresholds, bench compare against another one.
`;

export function addReportCommand(program: Command, io: Io, finish: (code: number) => void): void {
  const command = program
    .command('report')
    .description("show stored results again, several of them side by side, other tools' too")
    .argument(
      '<results...>',
      'result.json files or their folders; also of AIPerf, vLLM, SGLang, GuideLLM',
    )
    .option(
      '--out <file>',
      'the page to write, instead of report.html beside the result; of several, reports/comparison.html',
    )
    .option('--baseline <name>', 'of several: hold each against this one, a result or a baseline')
    .option('--open', 'open the page in the browser')
    .option('--histogram', 'draw the latencies of every strategy below the table');
  addOutputOptions(command)
    .addHelpText('after', HELP_EXAMPLES)
    .action(async (paths: string[], flags: ReportFlags) => {
      const { showReport } = await import('../report/show-report.ts');
      await showReport(paths, flags, io);
      finish(0);
    });
}
