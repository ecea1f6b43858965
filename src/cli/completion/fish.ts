import type { CommandShape } from './shape.ts';

/** Completion for fish, with what each command and flag does beside it. */
export function fishCompletion(commands: readonly CommandShape[]): string {
  const named = commands.map(
    ({ name, summary }) =>
      `complete -c bench -n __fish_use_subcommand -f -a ${name} -d ${quoted(summary)}`,
  );
  const flags = commands.flatMap((command) =>
    command.flags.map(({ long, summary, takesValue, choices }) => {
      const value =
        choices.length > 0 ? ` -x -a ${quoted(choices.join(' '))}` : takesValue ? ' -r' : '';
      const when = quoted(`__fish_seen_subcommand_from ${command.name}`);
      return `complete -c bench -n ${when} -l ${long.slice(2)}${value} -d ${quoted(summary)}`;
    }),
  );
  return `# To use it: bench completion fish > ~/.config/fish/completions/bench.fish
${[...named, ...flags].join('\n')}
`;
}

function quoted(text: string): string {
  return `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
}
