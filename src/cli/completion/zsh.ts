import type { CommandShape, FlagShape } from './shape.ts';

/** Completion for zsh, with what each command and flag does beside it. */
export function zshCompletion(commands: readonly CommandShape[]): string {
  const named = commands.map(({ name, summary }) => `    ${quoted(`${name}:${plain(summary)}`)}`);
  const cases = commands.map(
    ({ name, flags }) => `    ${name})
      _arguments ${flags.map(flagOf).join(' ')} '*:file:_files' ;;`,
  );
  return `#compdef bench
# To use it: bench completion zsh > "\${fpath[1]}/_bench", and start a new shell
_bench() {
  local -a commands
  commands=(
${named.join('\n')}
  )
  if (( CURRENT == 2 )); then
    _describe 'command' commands
    return
  fi
  local command="$words[2]"
  shift words
  (( CURRENT-- ))
  case "$command" in
${cases.join('\n')}
  esac
}
compdef _bench bench
`;
}

function flagOf({ long, summary, takesValue, choices }: FlagShape): string {
  const value = choices.length > 0 ? `:value:(${choices.join(' ')})` : ':value:_files';
  return quoted(`${long}[${plain(summary)}]${takesValue ? value : ''}`);
}

/** Colons and brackets mean something in these texts. */
function plain(text: string): string {
  return text.replace(/[:[\]]/g, ' ');
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
