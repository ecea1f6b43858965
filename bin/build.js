// Bundles the package into dist: a command loads a few dozen files instead of hundreds, which is most of its start.
// What is bundled is a development dependency, and its licence goes into dist too. The compiler writes the declarations.
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

/** What a user's own code may load too, so that there is one of each: clients, and what `bench overhead` compares. */
const SHARED = [
  '@anthropic-ai/sdk',
  'msw',
  'openai',
  'p-limit',
  'p-queue',
  'tinybench',
  'undici',
  'vitest',
];

/**
 * Histograms as we use them: without WebAssembly, and without the log writer, whose number formats take 20 ms at every
 * start. They find Node's zlib by an `eval` that cannot work in a bundled ES module, and would fall back to an inflate in
 * JavaScript, which is slower.
 */
const lightHistograms = {
  name: 'light-histograms',
  load: {
    filter: { id: /hdr-histogram-js.dist.(wasm.index|HistogramLogWriter)\.js$|.pako.index\.js$/ },
    handler: () => 'exports.WasmHistogram = class {}',
  },
  transform: {
    filter: { id: /hdr-histogram-js.dist.JsHistogram\.encoding\.js$/ },
    /** @param {string} code */
    handler: (code) => ({
      code: code.replaceAll(/eval\('(require\("zlib"\)\.\w+)'\)/g, '$1'),
      map: null,
    }),
  },
};

const { engines } = JSON.parse(readFileSync(`${root}/package.json`, 'utf8'));

await build({
  root,
  configFile: false,
  logLevel: 'warn',
  plugins: [lightHistograms],
  ssr: { noExternal: true, external: SHARED },
  build: {
    ssr: true,
    outDir: 'dist',
    emptyOutDir: true,
    target: `node${engines.node.replace('>=', '')}`,
    sourcemap: true,
    minify: false,
    license: { fileName: 'licenses.md' },
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
