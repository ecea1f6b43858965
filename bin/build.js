// Bundles the package into dist: a command loads a few dozen files of ours instead of hundreds, which is most of its
// start. Dependencies stay outside. The compiler writes the declarations.
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';

const root = fileURLToPath(new URL('..', import.meta.url));

/** Where a user's code, a process or a thread begins. */
const ENTRIES = [
  'mock-server/main',
  'src/cli/doctor/reference',
  'src/cli/launch',
  'src/cli/main',
  'src/cli/overhead/bare-server',
  'src/cli/overhead/simulated-worker',
  'src/cli/virtual/probe',
  'src/cli/virtual/worker',
  'src/cli/workers/worker',
  'src/index',
  'src/msw',
  'src/vitest',
];

const { engines } = JSON.parse(readFileSync(`${root}/package.json`, 'utf8'));

await build({
  root,
  configFile: false,
  logLevel: 'warn',
  build: {
    ssr: true,
    outDir: 'dist',
    emptyOutDir: true,
    target: `node${engines.node.replace('>=', '')}`,
    sourcemap: true,
    minify: false,
    rolldownOptions: {
      input: Object.fromEntries(ENTRIES.map((entry) => [entry, `${root}/${entry}.ts`])),
      output: {
        entryFileNames: '[name].js',
        // One folder below src, as the command line's own files are: `entryUrl` counts on it.
        chunkFileNames: 'src/chunks/[name].js',
      },
    },
  },
});
