import { formatUsd } from '../../../src/render/format.ts';
import type { Figure, Figures } from './figures-of.ts';
import type { ProfileName } from './profiles.ts';
import { PROFILES } from './profiles.ts';

/** One scenario file, and what its strategies gave in virtual time. */
export interface ScenarioFigures {
  readonly name: string;
  readonly question: string;
  /** Rounds that were run; 0 where only the real clock will do. */
  readonly seeds: number;
  readonly strategies: readonly (Figures & { readonly name: string })[];
}

/** One line of the table of strategies. */
export interface TableLine {
  readonly name: string;
  readonly cells: Partial<Readonly<Record<ProfileName, Figures>>>;
}

/** Seeds of the table, from 100 on. */
export const SEEDS: Readonly<Record<ProfileName, number>> = { A: 20, A1: 20, B: 10, C: 10 };

export const PROFILE_NAMES = Object.keys(PROFILES) as readonly ProfileName[];

/** The page `scenarios/README.md`. */
export function renderPage(
  scenarios: readonly ScenarioFigures[],
  table: readonly TableLine[],
): string {
  return [
    '# Example scenarios',
    '',
    'One file, one question; each runs as it is and is there to be copied. All figures are from virtual time, means over',
    'seeds with their standard deviation. Written by',
    '`node --conditions=@llm-bench/source test/helpers/figures/write-page.ts`, which takes names of scenarios, too, and then',
    'measures only those.',
    '',
    ...scenarios.flatMap(scenarioLines),
    '## Strategies on four servers',
    '',
    ...PROFILE_NAMES.map(
      (name) => `- **${name}** (preset \`${PROFILES[name].preset}\`): ${PROFILES[name].story}.`,
    ),
    '',
    'Makespan in seconds / answered in per cent / attempts per item. On C everything is answered: makespan / 95th percentile',
    `of service in seconds. All items are due at once. ${SEEDS.A} seeds on A and A1, ${SEEDS.B} on B and C, from 100 on.`,
    '',
    '`sdk` is `retry.anthropicSdk()`; `J10` is `retry()`; `R10` ignores Retry-After, with 10 retries from 1 s to 60 s; `10 ×`',
    'is `sdk` with 10 retries and that rule for Retry-After. Rate strategies have 5 retries. Budgets have no exemption.',
    '',
    '| strategy | A | A1 | B | C |',
    '| :-- | --: | --: | --: | --: |',
    ...table.map(tableLine),
    '',
  ].join('\n');
}

/** The page with other figures of some scenarios, in the order of their names. */
export function updatePage(page: string, scenarios: readonly ScenarioFigures[]): string {
  const [head = '', ...parts] = page.split(/^(?=## )/m);
  const table = parts.pop() ?? '';
  const sections = new Map(parts.map((part) => [part.split('\n', 1)[0] ?? '', part]));
  for (const scenario of scenarios) {
    const lines = scenarioLines(scenario);
    sections.set(lines[0] ?? '', `${lines.join('\n')}\n`);
  }
  const sorted = [...sections.keys()].sort().map((title) => sections.get(title));
  return [head, ...sorted, table].join('');
}

/** A heading, the question, the command and the figures. */
export function scenarioLines({ name, question, seeds, strategies }: ScenarioFigures): string[] {
  const more = seeds > 1 ? ` --seeds ${seeds}` : '';
  const flags = seeds === 0 ? '' : ` --clock virtual${more}`;
  const cost = costsDiffer(strategies);
  const rows = strategies.map(
    (figures) =>
      `| ${figures.name} | ${show(figures.makespan, 2)} s | ${show(figures.answered, 1)} % | ${show(figures.attemptsPerItem, 2)} |${cost ? ` ${costText(figures)} |` : ''}`,
  );
  const head = [
    `| strategy | makespan | answered | attempts per item |${cost ? ' cost |' : ''}`,
    `| :-- | --: | --: | --: |${cost ? ' --: |' : ''}`,
  ];
  return [
    `## ${name}`,
    '',
    question,
    '',
    `    npx bench run scenarios/${name}.ts${flags}`,
    '',
    ...(seeds === 0 ? ['Real clock only.'] : [...head, ...rows]),
    '',
  ];
}

/** Whether an answer costs more under one strategy than under another. */
function costsDiffer(strategies: readonly Figures[]): boolean {
  const each = strategies.flatMap(({ cost }) => cost?.perThousand ?? []);
  return Math.max(...each) > Math.min(...each) * 1.01;
}

function costText({ cost }: Figures): string {
  return cost ? `${cost.atLeast ? '≥ ' : ''}${formatUsd(cost.usd)}` : '–';
}

/** One line of the table, without a line break. */
export function tableLine({ name, cells }: TableLine): string {
  return `| ${[name, ...PROFILE_NAMES.map((profile) => cellText(profile, cells[profile]))].join(' | ')} |`;
}

function cellText(profile: ProfileName, figures: Figures | undefined): string {
  if (figures === undefined) return '–';
  const makespan = show(figures.makespan, 1);
  if (profile === 'C') return `${makespan} / ${show(figures.serviceP95, 2)}`;
  return `${makespan} / ${show(figures.answered, 1)} / ${show(figures.attemptsPerItem, 2)}`;
}

function show({ mean, deviation }: Figure, digits: number): string {
  const spread = deviation.toFixed(digits);
  return mean.toFixed(digits) + (Number(spread) > 0 ? `±${spread}` : '');
}
