import type { Command } from 'commander';
import { Option } from 'commander';
import { share } from '../whole-number.ts';

/** The flags of every command that holds one run against another. */
export function addVerdictOptions(command: Command): Command {
  return command
    .option('--tolerance <percent>', 'change that does not matter (default: 5)', share)
    .option('--gate <metrics...>', 'what decides (default: makespan "latency p95" errors)')
    .option('--expect-changes <figures...>', 'exact figures that may differ: attempts "latency *"')
    .addOption(failOnOption());
}

/** What is otherwise no failure. */
export function failOnOption(): Option {
  const option = new Option('--fail-on <verdict>', 'exit 13 when there is no evidence');
  return option.choices(['inconclusive']);
}
