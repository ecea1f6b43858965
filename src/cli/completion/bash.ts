import type { CommandShape } from './shape.ts';

/** Completion for bash: commands, their flags, and what may follow a flag; file names everywhere else. */
export function bashCompletion(commands: readonly CommandShape[]): string {
  const values = new Map(
    commands.flatMap(({ flags }) =>
      flags.flatMap(({ long, choices }) => (choices.length > 0 ? [[long, choices] as const] : [])),
    ),
  );
  return `# To use it: source <(bench completion bash)
_bench() {
  local current="\${COMP_WORDS[COMP_CWORD]}" words=''
  if [ "$COMP_CWORD" -eq 1 ]; then
    words='${commands.map(({ name }) => name).join(' ')}'
  else
    case "\${COMP_WORDS[COMP_CWORD-1]}" in
${[...values].map(([long, choices]) => `      ${long}) words='${choices.join(' ')}' ;;`).join('\n')}
    esac
    if [ -z "$words" ] && [[ "$current" == -* ]]; then
      case "\${COMP_WORDS[1]}" in
${commands.map(({ name, flags }) => `        ${name}) words='${flags.map(({ long }) => long).join(' ')}' ;;`).join('\n')}
      esac
    fi
  fi
  COMPREPLY=($(compgen -W "$words" -- "$current"))
}
complete -o default -F _bench bench
`;
}
