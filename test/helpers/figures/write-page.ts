// Writes scenarios/README.md, from the root of the repository: all of it, which takes some minutes, or only the sections of
// the scenarios that are named.
import { globSync, readFileSync, writeFileSync } from 'node:fs';
import { basename } from 'node:path';
import { measureScenario } from './measure-scenario.ts';
import type { ScenarioFigures, TableLine } from './page.ts';
import { PROFILE_NAMES, renderPage, SEEDS, updatePage } from './page.ts';
import { ROWS } from './rows.ts';
import { cellKey, measureTable } from './table.ts';

const PAGE = 'scenarios/README.md';

const named = process.argv.slice(2);
const all = globSync('scenarios/*.ts').map((file) => basename(file, '.ts'));
const scenarios: ScenarioFigures[] = [];
for (const name of named.length > 0 ? named : all.sort()) {
  scenarios.push(await measureScenario(name));
}

writeFileSync(
  PAGE,
  named.length > 0
    ? updatePage(readFileSync(PAGE, 'utf8'), scenarios)
    : renderPage(scenarios, await tableLines()),
);

async function tableLines(): Promise<TableLine[]> {
  const figures = await measureTable(SEEDS);
  return ROWS.map(({ name }) => {
    const cells = PROFILE_NAMES.flatMap((profile) => {
      const cell = figures.get(cellKey(profile, { name }));
      return cell ? [[profile, cell] as const] : [];
    });
    return { name, cells: Object.fromEntries(cells) };
  });
}
