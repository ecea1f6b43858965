// Writes scenarios/README.md, from the root of the repository; takes some minutes.
import { globSync, writeFileSync } from 'node:fs';
import { measureCell } from './measure.ts';
import { measureScenario } from './measure-scenario.ts';
import type { ScenarioFigures, TableLine } from './page.ts';
import { PROFILE_NAMES, renderPage, SEEDS } from './page.ts';
import { ROWS } from './rows.ts';

const scenarios: ScenarioFigures[] = [];
for (const file of globSync('scenarios/*.ts').sort()) scenarios.push(await measureScenario(file));

const table: TableLine[] = [];
for (const row of ROWS) {
  const cells: TableLine['cells'] = {};
  for (const profile of PROFILE_NAMES) {
    if (row.expected[profile] === undefined) continue;
    Object.assign(cells, { [profile]: await measureCell(row, profile, SEEDS[profile]) });
  }
  table.push({ name: row.name, cells });
}
writeFileSync('scenarios/README.md', renderPage(scenarios, table));
