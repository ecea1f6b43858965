import { defineConfig } from 'vitest/config';

/** End-to-end tests whose answers no other process can change: virtual time and files. They run side by side. */
const VIRTUAL = [
  'cli-{baseline,calibrate,completion,doctor,formats,init,mistakes,report,severity,thresholds,tune}',
  '{constant-memory,fingerprints,own-code,report-size,scenario-figures,strategy-table}',
  'virtual-{ambient,compat,determinism,rpm}',
].map((name) => `test/e2e/${name}.test.ts`);

const endToEnd = {
  globalSetup: [
    'test/helpers/build-assets.ts',
    'test/helpers/build.ts',
    'test/helpers/browser/global-setup.ts',
  ],
  // Nobody waits for them but what hangs: a slow machine has all the time that it needs.
  testTimeout: 60_000,
};

export default defineConfig({
  ssr: {
    resolve: { conditions: ['@llm-bench/source', 'module', 'node', 'development|production'] },
  },
  test: {
    restoreMocks: true,
    // A hook is not tried again: a browser or a table of figures may be late on a busy machine.
    hookTimeout: 60_000,
    expect: { poll: { timeout: 15_000 } },
    // Modules in such a folder are imported by Node.js itself, as a user's scenario is: its errors are under test.
    server: { deps: { external: [/\/imported-by-node\//] } },
    coverage: { provider: 'v8', include: ['src/**/*.ts', 'mock-server/**/*.ts'] },
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          globalSetup: ['test/helpers/build-assets.ts'],
          include: ['test/**/*.test.ts'],
          exclude: ['test/e2e/**'],
          testTimeout: 30_000,
        },
      },
      { extends: true, test: { ...endToEnd, name: 'virtual', include: VIRTUAL } },
      {
        extends: true,
        test: {
          ...endToEnd,
          name: 'real',
          include: ['test/e2e/**/*.test.ts'],
          exclude: VIRTUAL,
          fileParallelism: false,
          // A busy machine can hold up a real clock; what is broken fails three times.
          retry: 2,
          // After all others, alone on the machine.
          sequence: { groupOrder: 1 },
        },
      },
    ],
  },
});
