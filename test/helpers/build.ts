import { execFileSync } from 'node:child_process';
import { globSync, statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const SOURCES = ['src/**/*.{ts,json}', 'mock-server/**/*.ts', 'bin/build.js'];
/** Written by every build. */
const BUILT = 'dist/src/cli/main.js';

/** Builds what end-to-end tests start, when a source is newer: a bundled process is up in a third of the time. */
export default function setup(): void {
  const newest = Math.max(
    ...SOURCES.flatMap((pattern) => globSync(pattern, { cwd: ROOT })).map(changed),
  );
  if (changed(BUILT) < newest)
    execFileSync(process.execPath, [`${ROOT}bin/build.js`], { stdio: 'inherit' });
}

/** 0 for a file that is not there. */
function changed(path: string): number {
  return statSync(ROOT + path, { throwIfNoEntry: false })?.mtimeMs ?? 0;
}
