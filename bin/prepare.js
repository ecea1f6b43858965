// Builds after `npm ci`; does nothing where TypeScript is absent, so that `npx bench` before `npm ci` leaves no
// half-made npx cache behind.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';

if (existsSync(new URL('../node_modules/typescript', import.meta.url))) {
  const { status } = spawnSync('npm run build', { stdio: 'inherit', shell: true });
  process.exitCode = status ?? 1;
}
