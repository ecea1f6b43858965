import type { Command } from 'commander';
import { Argument } from 'commander';
import { EXIT_CODES } from '../exit-codes.ts';
import type { Io } from '../io.ts';

const HELP_EXAMPLES = `
Examples:
  source <(bench completion bash)       in ~/.bashrc, to keep it
  bench completion zsh > "\${fpath[1]}/_bench"
  bench completion fish > ~/.config/fish/completions/bench.fish
`;

export function addCompletionCommand(
  program: Command,
  io: Io,
  finish: (code: number) => void,
): void {
  program
    .command('completion')
    .description('print what makes a shell complete commands and flags')
    .addArgument(new Argument('<shell>', 'which shell').choices(['bash', 'zsh', 'fish']))
    .addHelpText('after', HELP_EXAMPLES)
    .action(async (shell: 'bash' | 'zsh' | 'fish') => {
      const { shapesOf } = await import('../completion/shape.ts');
      const { COMPLETIONS } = await import('../completion/registry.ts');
      io.stdout.write(COMPLETIONS[shell](shapesOf(program)));
      finish(EXIT_CODES.pass);
    });
}
