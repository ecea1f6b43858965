import { execFileSync } from 'node:child_process';
import { globSync, statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const SOURCES = ['reports/templates/**/*.{css,ts,js}', 'src/render/**/*.ts', 'src/core/*.ts'];

/** Builds the page's style sheet and script when a source is newer: tests render from what is there now. */
export default function setup(): void {
  const newest = Math.max(
    ...SOURCES.flatMap((pattern) => globSync(pattern, { cwd: ROOT })).map(changed),
  );
  if (changed('reports/templates/assets.json') < newest) {
    execFileSync(process.execPath, [`${ROOT}reports/templates/build.js`], { stdio: 'inherit' });
  }
}

/** 0 for a file that is not there. */
function changed(path: string): number {
  return statSync(ROOT + path, { throwIfNoEntry: false })?.mtimeMs ?? 0;
}
