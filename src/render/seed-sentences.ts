import { pairSeeds } from '../analyze/paired-seeds.ts';
import type { OverRounds } from '../analyze/rounds.ts';
import { nameSeeds } from '../analyze/seed-names.ts';
import type { Summary } from '../analyze/summary.ts';
import type { RunResult } from '../core/run-result.ts';
import { countOf, formatCount, formatDecimal } from './format.ts';

/** What figures in virtual time stand on: clock, seeds, fingerprint. Empty on the real clock. */
export function clockFacts({ clock, plan }: RunResult): readonly string[] {
  if (clock.kind === 'real') return [];
  const seeds = nameSeeds(plan.seeds);
  return [
    'virtual clock',
    plan.seeds.length > 1 ? `${seeds}, mean ± s.d.` : seeds,
    ...(clock.fingerprint === undefined ? [] : [`fingerprint ${clock.fingerprint}`]),
  ];
}

/** Refusals of one run of the workload: `30 rate-limited attempts`, or their mean over seeds. */
export function refusals({ centre, deviation }: OverRounds): string {
  return deviation === undefined
    ? countOf(Math.round(centre), 'rate-limited attempt')
    : `${trimmed(centre)} rate-limited attempts per seed`;
}

/** The same beside another number of refusals: `none`, `30`. */
export function refusalsAlone({ centre, deviation }: OverRounds): string {
  const count = deviation === undefined ? Math.round(centre) : centre;
  return count === 0 ? 'none' : trimmed(count);
}

const trimmed = (count: number) =>
  Number.isInteger(count) ? formatCount(count) : formatDecimal(count);

/** Names as a list in a sentence: `a, b and c`. */
export function listed(names: readonly string[]): string {
  return names.length < 3
    ? names.join(' and ')
    : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
}

/** Says of each group of strategies that they did the same; none where all differ. */
export function identicalSentences({ identical, rows }: Summary): readonly string[] {
  return identical.map((names) => {
    const rounds = rows.find(({ name }) => name === names[0])?.result.rounds.length ?? 1;
    const everywhere = rounds > 1 ? ` in all ${countOf(rounds, 'seed')}` : '';
    return `${listed(names)} have identical schedules${everywhere}: on this workload they are one and the same.`;
  });
}

/** Says of each strategy that did not run to its end how much of it the figures are. */
export function unfinishedSentences({ rows }: Summary): readonly string[] {
  return rows
    .filter(({ result }) => !result.complete)
    .map(({ name }) => `${name} did not finish: its figures are of what it did until then.`);
}

/** Heading of the paired differences: how sure the best one's lead is over the next that is not as fast in every seed. */
export function pairedFinding({ rows, recommendation }: Summary): string {
  const best = rows.find(({ name }) => name === recommendation.strategy);
  if (!best) return 'Paired by seed';
  const pairs = rows.flatMap(({ name, result }) => {
    const pair = result === best.result ? undefined : pairSeeds(best.result, result);
    return pair ? [{ name, ...pair }] : [];
  });
  const next = pairs.find(({ sooner, later }) => sooner + later > 0);
  if (!next) return 'Paired by seed: no strategy finishes sooner than another';
  const { sooner, seeds } = next;
  return `Paired by seed: ${best.name} finishes sooner than ${next.name} in ${sooner === seeds ? 'all' : `${sooner} of`} ${countOf(seeds, 'seed')}`;
}
