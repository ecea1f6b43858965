import type { Command } from 'commander';

/** The flags of every command that has a result to write. */
export function addOutputOptions(command: Command): Command {
  return command
    .option(
      '--format <name[=file]>',
      'write the result in another format too, to a file or to stdout; repeatable; `bench list outputs` names them',
      (flag: string, before: readonly string[] = []) => [...before, flag],
    )
    .option('--summary', 'append a Markdown page to the step summary of GitHub Actions')
    .option('--comment <file>', 'write a Markdown page for a comment that a workflow can update');
}
