// Writes scenarios/README.md, from the root of the repository: all of it, which takes some minutes, or only the sections of
// the scenarios that are named.
import { globSync, readFileSync, writeFileSync } from 'node:fs';
import { basename } from 'node:path';
import { measureCell } from './measure.ts';
import { measureScenario } from './measure-scenario.ts';
import type { ScenarioFigures, TableLine } from './page.ts';
import { PROFILE_NAMES, renderPage, SEEDS, updatePage } from './page.ts';
import { ROWS } from './rows.ts';

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
    : renderPage(scenarios, await measureTable()),
);

async function measureTable(): Promise<TableLine[]> {
  const table: TableLine[] = [];
  for (const row of ROWS) {
    const cells: TableLine['cells'] = {};
    for (const profile of PROFILE_NAMES) {
      if (row.expected[profile] === undefined) continue;
      Object.assign(cells, { [profile]: await measureCell(row, profile, SEEDS[profile]) });
    }
    table.push({ name: row.name, cells });
  }
  return table;
}
