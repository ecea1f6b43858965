import type { Command } from 'commander';
import { Argument } from 'commander';
import type { Io } from '../io.ts';
import type { TopicName } from '../list/topics.ts';
import { TOPIC_NAMES } from '../list/topics.ts';

const HELP_EXAMPLES = `
Examples:
  bench list               everything that a scenario can name, in one line each
  bench list strategies    with all options and their defaults
  bench list faults --json
`;

export function addListCommand(program: Command, io: Io, finish: (code: number) => void): void {
  program
    .command('list')
    .description('list strategies, retries, mock presets, faults … with options and defaults')
    .addArgument(new Argument('[topic]', 'one family, with all options').choices(TOPIC_NAMES))
    .option('--json', 'print as JSON, with all options')
    .addHelpText('after', HELP_EXAMPLES)
    .action(async (topic: TopicName | undefined, { json }: { json?: true }) => {
      const { showList } = await import('../list/show-list.ts');
      finish(await showList(topic, { json: json === true }, io));
    });
}
