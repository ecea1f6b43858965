import type { Command } from 'commander';
import type { Io } from '../io.ts';

const HELP_EXAMPLES = `
Examples:
  bench init                                    writes scenario.ts
  bench init scenarios/my-calls.ts
  bench run scenarios/my-calls.ts --clock virtual
`;

export function addInitCommand(program: Command, io: Io, finish: (code: number) => void): void {
  program
    .command('init')
    .description('write a scenario to begin with, which runs as it is')
    .argument('[file]', 'where it goes; a file that is there is left alone', 'scenario.ts')
    .addHelpText('after', HELP_EXAMPLES)
    .action(async (file: string) => {
      const { writeScenario } = await import('../init/write-scenario.ts');
      finish(writeScenario(file, io));
    });
}
