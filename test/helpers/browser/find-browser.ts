import { spawnSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** How to start the browser of the tests. */
export interface BrowserLaunch {
  readonly executablePath: string;
  /** Beside the process's own. */
  readonly env: Readonly<Record<string, string>>;
}

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));
const SYSTEM = ['/usr/bin/chromium', '/usr/bin/google-chrome'];

/**
 * The browser that `BENCH_CHROME` names, else the packed one, else the system's.
 *
 * @returns `undefined` when there is none
 * @throws when `BENCH_CHROME` names no file, and in CI when there is no browser: tests that nobody runs find nothing
 */
export function findBrowser(): BrowserLaunch | undefined {
  const named = process.env.BENCH_CHROME;
  if (named) {
    if (!existsSync(named)) throw new Error(`BENCH_CHROME names ${named}, which does not exist`);
    return { executablePath: named, env: {} };
  }
  const packed = unpackChromium();
  if (packed) return packed;
  const executablePath = SYSTEM.find((path) => existsSync(path));
  if (executablePath) return { executablePath, env: {} };
  if (process.env.CI)
    throw new Error('no Chromium found: npm ci brings @sparticuz/chromium on Linux x64');
  return undefined;
}

/** The package reuses whatever file is there, half-written or not: it is unpacked beside and renamed. */
function unpackChromium(): BrowserLaunch | undefined {
  const manifest = join(ROOT, 'node_modules/@sparticuz/chromium/package.json');
  if (process.platform !== 'linux' || process.arch !== 'x64' || !existsSync(manifest))
    return undefined;
  const { version } = JSON.parse(readFileSync(manifest, 'utf8')) as { version: string };
  const cache = join(ROOT, 'node_modules/.cache/bench-chromium');
  const folder = join(cache, version);
  if (!existsSync(folder)) {
    const beside = `${folder}.${process.pid}`;
    mkdirSync(beside, { recursive: true });
    inflate(beside);
    writeFonts(beside, folder);
    if (existsSync(folder)) rmSync(beside, { recursive: true });
    else renameSync(beside, folder);
  }
  return {
    executablePath: join(folder, 'chromium'),
    env: { LD_LIBRARY_PATH: join(folder, 'al2023/lib'), FONTCONFIG_PATH: join(folder, 'etc') },
  };
}

/**
 * In a process of its own: the package reads both variables as it is imported, and writes into its own environment. The
 * first one makes it unpack the libraries that a bare system lacks.
 */
function inflate(folder: string): void {
  const script = fileURLToPath(new URL('unpack-chromium.ts', import.meta.url));
  const { status, stderr } = spawnSync(process.execPath, [script], {
    cwd: ROOT,
    env: { ...process.env, AWS_LAMBDA_JS_RUNTIME: 'nodejs24.x', TMPDIR: folder },
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`@sparticuz/chromium did not unpack: ${stderr}`);
  if (!readdirSync(folder).includes('chromium'))
    throw new Error('@sparticuz/chromium unpacked no chromium');
}

/** The packed one names fixed folders: no font would be found, and all text would be 0 px wide. */
function writeFonts(beside: string, folder: string): void {
  mkdirSync(join(beside, 'etc'));
  const folders = [join(folder, 'fonts/fonts'), '/usr/share/fonts'].map(
    (path) => `<dir>${path}</dir>`,
  );
  const cache = `<cachedir>${join(folder, 'font-cache')}</cachedir>`;
  writeFileSync(
    join(beside, 'etc/fonts.conf'),
    `<?xml version="1.0"?>\n<fontconfig>${folders.join('')}${cache}</fontconfig>\n`,
  );
}
