import { beforeAll, describe, expect, it } from 'vitest';
import type { Thresholds } from '../../src/core/threshold.ts';
import { fixture, runBench, workFolder } from '../helpers/run-bench.ts';

const HELD = fixture('versions/held');
const virtual = ['run', HELD, '--clock', 'virtual', '--quiet', '--out', 'out'];

/** Slower than its baseline by a tenth. */
const SLOWER = { PAUSE: '3' };
/** Slower by about the tolerance, more or less so from seed to seed. */
const UNCLEAR = { JITTER: '2.2' };
const FAILS: Thresholds = { latency: 'p95 < 1ms' };
const NO_DATA: Thresholds = { ttft: 'p95 < 1s' };

describe('of two findings the more severe one decides', () => {
  const cwd = workFolder();
  beforeAll(async () => {
    const args = [...virtual, '--seeds', '5', '--save-baseline', 'main'];
    expect(await runBench(args, { cwd, env: { THRESHOLDS: '{}' } })).toMatchObject({ code: 0 });
  });

  async function held(thresholds: Thresholds, slower: object, ...flags: string[]) {
    const env = { ...slower, THRESHOLDS: JSON.stringify(thresholds) };
    const { code, stdout } = await runBench([...virtual, '--baseline', 'main', ...flags], {
      cwd,
      env,
    });
    return { code, lastLine: stdout.trimEnd().split('\n').at(-1) };
  }

  it('12 before 11: without data, and regressed', async () => {
    const { code, lastLine } = await held(NO_DATA, SLOWER);
    expect(code).toBe(12);
    expect(lastLine).toBe('exit 12: 1 of 1 threshold without data: ttft p95 < 1s (own)');
  });

  it('11 before 10: regressed, and a threshold failed', async () => {
    const { code, lastLine } = await held(FAILS, SLOWER);
    expect(code).toBe(11);
    expect(lastLine).toMatch(/^exit 11: strategy "own" changed: /);
  });

  const undecided = ['--expect-changes', '*', '--fail-on', 'inconclusive'];

  it('10 before 13: a threshold failed, and there is no evidence', async () => {
    const { code, lastLine } = await held(FAILS, UNCLEAR, ...undecided);
    expect(code).toBe(10);
    expect(lastLine).toBe('exit 10: 1 of 1 threshold failed: latency p95 < 1ms (own)');
  });

  it('13 before 0, where no evidence is to fail', async () => {
    const { code, lastLine } = await held({}, UNCLEAR, ...undecided);
    expect(code).toBe(13);
    expect(lastLine).toMatch(/^exit 13: makespan of own is inconclusive: only a change of /);
    expect(await held({}, UNCLEAR, ...undecided.slice(0, 2))).toMatchObject({ code: 0 });
  });
});
