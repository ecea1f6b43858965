import { globSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { EXIT_CODES } from '../src/cli/exit-codes.ts';
import { strategies } from '../src/dispatch/strategies/registry.ts';

const readme = readFileSync('README.md', 'utf8');
const scenariosPage = readFileSync('scenarios/README.md', 'utf8');

describe('README.md', () => {
  it.each([...strategies.values()])('lists $kind with its summary', ({ kind, term, summary }) => {
    expect(readme).toContain(`| \`${kind}\` | ${term} | ${summary} |`);
  });

  it('lists no strategy that does not exist', () => {
    const table = readme.slice(readme.indexOf('### Strategies'), readme.indexOf('### Scenarios'));
    const kinds = [...table.matchAll(/^\| `([a-z0-9-]+)` \|/gm)].map(([, kind]) => kind);
    expect(kinds.sort()).toEqual([...strategies.keys()].sort());
  });

  it.each(globSync('scenarios/*.ts'))('%s is listed', (file) => {
    const name = file.slice('scenarios/'.length);
    expect(readme + scenariosPage).toContain(name);
  });

  it('names only scenarios that exist', () => {
    const named = readme.matchAll(/scenarios\/([\w-]+\.ts)/g);
    const files = globSync('scenarios/*.ts');
    for (const [path] of named) expect(files).toContain(path);
  });

  it.each(Object.entries(EXIT_CODES))('explains the exit code of %s', (_name, code) => {
    const table = readme.slice(readme.indexOf('| exit code |'));
    expect(table).toMatch(new RegExp(`^\\| (?:\\d+, )?${code}\\b.* \\|`, 'm'));
  });
});
