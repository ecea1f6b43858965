import { execFileSync } from 'node:child_process';
import { globSync, statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const SOURCES = ['src/**/*.ts', 'mock-server/**/*.ts', 'tsconfig*.json'];
/** Written by every build. */
const BUILT = 'dist/src/cli/main.js';

/** Builds what end-to-end tests start, when a source is newer: a process of compiled code is up in a third of the time. */
export default function setup(): void {
  const newest = Math.max(
    ...SOURCES.flatMap((pattern) => globSync(pattern, { cwd: ROOT })).map(changed),
  );
  if (changed(BUILT) >= newest) return;
  const compiler = `${ROOT}node_modules/typescript/bin/tsc`;
  execFileSync(process.execPath, [compiler, '-p', 'tsconfig.build.json'], {
    cwd: ROOT,
    stdio: 'inherit',
  });
}

/** 0 for a file that is not there. */
function changed(path: string): number {
  return statSync(ROOT + path, { throwIfNoEntry: false })?.mtimeMs ?? 0;
}
