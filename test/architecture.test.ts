import { globSync, readFileSync } from 'node:fs';
import { posix } from 'node:path';
import { describe, expect, it } from 'vitest';

/**
 * Who may import what. The longest key that a file's path starts with is its row; an entry is a folder, a file or a package,
 * and covers what lies below; `*` at its end stands for any ending. A folder may import from itself.
 */
const ROWS: Readonly<Record<string, readonly string[]>> = {
  'src/core': [],
  'src/schema': ['src/core', 'zod'],
  'src/clock': [
    'src/core',
    'node:timers',
    'node:module',
    'node:crypto',
    'node:async_hooks',
    // What the ambient clock refuses: real sockets, names, processes and threads.
    'node:child_process',
    'node:dgram',
    'node:dns',
    'node:net',
    'node:worker_threads',
  ],
  'src/scenario': [
    'src/core',
    'src/dispatch',
    'src/client',
    'mock-server/latency',
    'mock-server/load',
    'mock-server/faults',
    'mock-server/presets.ts',
    'zod',
    'csv-parse',
    'jsonrepair',
    'node:fs',
    'node:path',
    'node:url',
  ],
  'src/dispatch': ['src/core', 'p-limit', 'p-queue'],
  'src/client': ['src/core', 'undici', '@anthropic-ai/sdk', 'openai', 'eventsource-parser'],
  // Hashes of event logs.
  'src/measure': ['src/core', 'hdr-histogram-js', 'node:perf_hooks', 'node:crypto', 'node:zlib'],
  'src/runner': ['src/core', 'src/clock', 'src/dispatch', 'src/client', 'src/measure'],
  'src/analyze': ['src/core', 'src/measure', 'simple-statistics'],
  'src/render': [
    'src/core',
    'src/analyze',
    'ejs',
    'fast-string-width',
    'node:fs',
    'node:util',
    // Hashes of inline scripts for the content security policy.
    'node:crypto',
  ],
  'src/cli': ['src/*', 'mock-server', 'commander', 'tinybench', 'p-limit', 'p-queue', 'node:*'],
  // The bare loops that ours is held against.
  'src/cli/overhead': [
    'src/*',
    'mock-server',
    'tinybench',
    'p-limit',
    'p-queue',
    'undici',
    'node:*',
  ],
  'src/index.ts': ['src/*', 'mock-server/latency', 'mock-server/load'],
  'mock-server': ['src/core', 'node:http', 'node:net'],
  // Replays the latencies of an earlier run.
  'mock-server/latency/hdr-quantiles.ts': ['src/core', 'hdr-histogram-js'],
  'mock-server/main.ts': [
    'mock-server',
    'src/core',
    'src/clock',
    'node:process',
    'node:perf_hooks',
  ],
  'mock-server/msw.ts': ['mock-server', 'src/core', 'msw'],
  'src/vitest.ts': ['src/*', 'vitest'],
  'src/msw.ts': ['mock-server', 'src/clock', 'src/scenario', 'msw'],
};

/** Text that is to stay (strings) or to go (comments), whichever begins first. */
const STRING_OR_COMMENT =
  /("(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'|`(?:\\.|[^`\\])*`)|\/\*[\s\S]*?\*\/|\/\/[^\n]*/g;

/** No blanks and brackets: a text may end in the word "from". */
const SPECIFIER = /\b(?:from|import)\s*\(?\s*['"]([\w@#:./-]+)['"]/g;

/** What a source imports, types included: paths from the root, and names of packages. */
function importsOf(file: string, source: string): string[] {
  const code = source.replace(STRING_OR_COMMENT, (_, text: string | undefined) => text ?? '');
  return [...code.matchAll(SPECIFIER)].map(([, specifier = '']) =>
    specifier.startsWith('.')
      ? posix.join(posix.dirname(file), specifier)
      : specifier.split('/', specifier.startsWith('@') ? 2 : 1).join('/'),
  );
}

function covers(entry: string, path: string): boolean {
  if (entry.endsWith('*')) return path.startsWith(entry.slice(0, -1));
  return path === entry || path.startsWith(`${entry}/`);
}

/** Imports that the table does not allow. @throws when the file has no row */
function forbiddenImports(file: string, source: string): string[] {
  const row = Object.keys(ROWS)
    .filter((key) => covers(key, file))
    .sort((a, b) => b.length - a.length)[0];
  if (row === undefined) throw new Error(`${posix.dirname(file)} has no row in the import table`);
  const allowed = [row, ...(ROWS[row] ?? [])];
  return importsOf(file, source).filter((path) => !allowed.some((entry) => covers(entry, path)));
}

describe('the import table', () => {
  const files = globSync('{src,mock-server}/**/*.ts', { cwd: `${import.meta.dirname}/..` });

  it('is held against every source', () => {
    expect(files.length).toBeGreaterThan(50);
  });

  it.each(files.sort())('allows what %s imports', (file) => {
    const source = readFileSync(`${import.meta.dirname}/../${file}`, 'utf8');
    expect(forbiddenImports(file, source)).toEqual([]);
  });
});

describe('the check of a source', () => {
  it('finds a forbidden folder, however deep, and however it is imported', () => {
    const source = `
      import { renderHtml } from '../../render/html.ts';
      import type { Metrics } from '../../measure/recorder.ts';
      import '../../cli/main.ts';
      export { now } from '../../clock/real.ts';
      const late = await import('../../runner/run-plan.ts');
      type Deep = import('../../analyze/judge.ts').Judgement;
      import {
        a,
      } from '../../../mock-server/core/a.ts';
    `;
    expect(forbiddenImports('src/dispatch/strategies/new.ts', source)).toEqual([
      'src/render/html.ts',
      'src/measure/recorder.ts',
      'src/cli/main.ts',
      'src/clock/real.ts',
      'src/runner/run-plan.ts',
      'src/analyze/judge.ts',
      'mock-server/core/a.ts',
    ]);
  });

  it('knows a package by its name, scope and sub-path or not', () => {
    const source = `
      import { request } from 'undici/lib/api';
      import Anthropic from "@anthropic-ai/sdk/resources";
      import { readFile } from 'node:fs/promises';
      import { z } from 'zod/v4';
    `;
    expect(forbiddenImports('src/client/transports/undici.ts', source)).toEqual(['node:fs', 'zod']);
    expect(forbiddenImports('src/core/item.ts', source)).toEqual([
      'undici',
      '@anthropic-ai/sdk',
      'node:fs',
      'zod',
    ]);
  });

  it('allows the folder itself and what its row names', () => {
    const source = `
      import { take } from '../take.ts';
      import type { Job } from '../../core/job.ts';
      import pLimit from 'p-limit';
    `;
    expect(forbiddenImports('src/dispatch/strategies/new.ts', source)).toEqual([]);
  });

  it('does not read comments, but reads on behind a string that looks like one', () => {
    const source = `
      /** @example import { mock } from 'llm-bench'; */
      // import { x } from 'commander';
      const glob = 'src/*', url = "https://example.com"; /* from 'ejs' */
      import { z } from 'zod';
    `;
    expect(forbiddenImports('src/core/a.ts', source)).toEqual(['zod']);
  });

  it('does not take a text that ends in the word from for an import', () => {
    const source = "const where = text('where it comes from').and(text('else'));";
    expect(forbiddenImports('src/core/a.ts', source)).toEqual([]);
  });

  it('tells folders apart that begin alike', () => {
    const source = "import { x } from '../corecore/x.ts';";
    expect(forbiddenImports('src/dispatch/a.ts', source)).toEqual(['src/corecore/x.ts']);
  });

  it('takes the row of a file before that of its folder', () => {
    const source = "import { createRealClock } from '../src/clock/real.ts';";
    expect(forbiddenImports('mock-server/main.ts', source)).toEqual([]);
    expect(forbiddenImports('mock-server/server.ts', source)).toEqual(['src/clock/real.ts']);
  });

  it('fails for a folder without a row and names it', () => {
    expect(() => forbiddenImports('src/magic/spell.ts', '')).toThrow(
      'src/magic has no row in the import table',
    );
  });
});
