import type { Command, Option } from 'commander';

/** What can be typed after a command's name. */
export interface CommandShape {
  readonly name: string;
  readonly summary: string;
  readonly flags: readonly FlagShape[];
}

export interface FlagShape {
  /** With its dashes: `--clock`. */
  readonly long: string;
  readonly summary: string;
  /** Whether something follows it. */
  readonly takesValue: boolean;
  /** What may follow; empty: anything. */
  readonly choices: readonly string[];
}

/** Reads the commands and their flags from the command line itself, so that no completion is out of date. */
export function shapesOf(program: Command): readonly CommandShape[] {
  return program.commands.map((command) => ({
    name: command.name(),
    summary: command.description(),
    flags: [...command.options, ...program.options]
      .flatMap((option) => flagOf(option) ?? [])
      .concat({
        long: '--help',
        summary: 'what it does, with examples',
        takesValue: false,
        choices: [],
      }),
  }));
}

function flagOf({
  long,
  description,
  required,
  optional,
  argChoices = [],
}: Option): FlagShape | undefined {
  if (!long || long === '--version') return undefined;
  return { long, summary: description, takesValue: required || optional, choices: argChoices };
}
