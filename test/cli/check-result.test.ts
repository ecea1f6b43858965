import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { afterAll, expect, it } from 'vitest';
import { toBaseline } from '../../src/analyze/compare/to-baseline.ts';
import { checkResult } from '../../src/cli/check-result.ts';
import type { Io } from '../../src/cli/io.ts';
import { anArm } from '../helpers/a-comparison.ts';

const folder = mkdtempSync(join(tmpdir(), 'check-'));
afterAll(() => rmSync(folder, { recursive: true }));

function stored(name: string, value: unknown): string {
  const path = join(folder, name);
  writeFileSync(path, JSON.stringify(value));
  return path;
}

it.each([
  [undefined, 0],
  ['inconclusive', 13],
] as const)(
  'with --fail-on %s ends three rounds on a quiet machine with %i',
  async (failOn, code) => {
    const run = anArm({ makespans: [100, 102, 98] });
    const stdout = new PassThrough({ encoding: 'utf8' });
    const flags = {
      thresholds: stored('limits.json', { latency: 'p95 <= baseline + 5%' }),
      baseline: stored('main.json', { ...toBaseline(run), noise: { makespan: 0.01 } }),
      ...(failOn && { failOn }),
    };
    expect(await checkResult(stored('result.json', run), flags, { stdout } as unknown as Io)).toBe(
      code,
    );
    expect(stdout.read()).toContain('needs 5 rounds, has 3');
  },
);
