import { defineConfig } from 'vitest/config';

export default defineConfig({
  ssr: {
    resolve: { conditions: ['@llm-bench/source', 'module', 'node', 'development|production'] },
  },
  test: {
    restoreMocks: true,
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
          testTimeout: 5_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'e2e',
          globalSetup: [
            'test/helpers/build-assets.ts',
            'test/helpers/build.ts',
            'test/helpers/browser/global-setup.ts',
          ],
          include: ['test/e2e/**/*.test.ts'],
          fileParallelism: false,
          testTimeout: 20_000,
          // A busy machine can hold up a real clock; what is broken fails three times.
          retry: 2,
        },
      },
    ],
  },
});
