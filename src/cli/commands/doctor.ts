import type { Command } from 'commander';
import type { Io } from '../io.ts';

const HELP_EXAMPLES = `
Examples:
  bench doctor
  bench doctor scenarios/*.ts    are their virtual runs the same every time?
`;

export function addDoctorCommand(program: Command, io: Io, finish: (code: number) => void): void {
  program
    .command('doctor')
    .description('check this machine and this tool: can their figures be trusted?')
    .argument('[scenarios...]', 'scenarios whose virtual runs must be repeatable')
    .option('--json', 'print the findings as JSON')
    .addHelpText('after', HELP_EXAMPLES)
    .action(async (files: string[], { json }: { json?: true }) => {
      const { runDoctor } = await import('../doctor/doctor.ts');
      finish(await runDoctor(files, { json: json === true }, io));
    });
}
