import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import type { RunResult } from '../../src/core/run-result.ts';
import { fixture, runBench, workFolder } from '../helpers/run-bench.ts';

// Other clients have a hidden pool of 100 connections: beyond it they wait where nobody sees it.
it('has exactly as many requests at the server as a strategy has slots: 1, 100, 101, 1000', {
  timeout: 60_000,
}, async () => {
  const cwd = workFolder();
  await runBench(['run', fixture('in-flight'), '--quiet', '--out', 'out'], { cwd });
  const { strategies }: RunResult = JSON.parse(readFileSync(join(cwd, 'out/result.json'), 'utf8'));
  const seen = strategies.map(({ name, metrics }) => [
    name,
    metrics.in_flight.peak,
    metrics.server?.peak_in_flight,
    metrics.server?.hidden_attempts,
  ]);
  expect(seen).toEqual([1, 100, 101, 1_000].map((size) => [`pool-${size}`, size, size, 0]));
});
