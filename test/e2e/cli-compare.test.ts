import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { TestContext } from 'vitest';
import { describe, expect, it } from 'vitest';
import { comparisonSchema } from '../../src/schema/comparison.ts';
import { whenQuiet } from '../helpers/busy-machine.ts';
import { fixture, readResult, runBench, workFolder } from '../helpers/run-bench.ts';

const BASE = fixture('versions/base');
const KILLED = fixture('killed-arm');
/** Its connections may be heard to end before its process is. */
const LOST = expect.stringMatching(
  /^error the mock server went away while it was in use: .+\.\n {2}hint run it again, and look who ends processes .+\.\n$/,
);

/** Compares two versions; what it wrote is in `out`. */
async function compare(a: string, b: string, ...flags: string[]) {
  const cwd = workFolder();
  const args = ['compare', a, b, '--quiet', '--out', 'out', ...flags];
  const ended = await runBench(args, { cwd });
  const read = () =>
    comparisonSchema.parse(JSON.parse(readFileSync(join(cwd, 'out/comparison.json'), 'utf8')));
  const arms = () => ['a', 'b'].map((arm) => readResult(join(cwd, 'out', arm)));
  return { ...ended, cwd, read, arms, lastLine: ended.stdout.trimEnd().split('\n').at(-1) };
}

/** The same on the real clock, once the machine has time. Without that there is nothing to compare. */
const compareWhenQuiet = (
  { skip }: Pick<TestContext, 'skip'>,
  a: string,
  b: string,
  ...flags: string[]
) =>
  whenQuiet(
    () => compare(a, b, ...flags),
    ({ arms }) => arms(),
    (why) => skip(why),
  );

describe('bench compare on the real clock', () => {
  it('runs both in turns, and exits 0 for an unchanged pair', async (context) => {
    const { code, cwd, read, arms, stdout } = await compareWhenQuiet(context, BASE, BASE);
    expect(code).toBe(0);
    const comparison = read();
    expect(comparison).toMatchObject({ design: 'interleaved', gates: true, exact: [] });
    expect(comparison.a.seeds).toEqual([1, 2, 3, 4, 5, 6, 7]);
    expect(comparison.metrics[0]).toMatchObject({ metric: 'makespan', rounds: 7 });
    expect(stdout).toContain('7 pairs of rounds, real clock, interleaved');
    expect(stdout).toContain('MDE');
    expect(arms().map(({ complete }) => complete)).toEqual([true, true]);
    const page = readFileSync(join(cwd, 'out/comparison.html'), 'utf8');
    expect(page).toContain('<section id="overlay">');
  });

  it('exits 11 where B is ten per cent slower, and names makespan', async (context) => {
    const [a, b] = [fixture('versions/long'), fixture('versions/long-slower')];
    const { code, lastLine, stdout, read } = await compareWhenQuiet(context, a, b, '--rounds', '5');
    expect(stdout).toContain('✕ regressed');
    expect(code).toBe(11);
    expect(lastLine).toMatch(/^exit 11: makespan of own regressed: \+[\d.]+ % \(\+/);
    expect(read().metrics.find(({ metric }) => metric === 'errors')?.verdict).toBe('unchanged');
  });

  it('exits 13 without enough rounds where that is to fail', async (context) => {
    const flags = ['--rounds', '2', '--fail-on', 'inconclusive'];
    const undecided = await compareWhenQuiet(context, BASE, BASE, ...flags);
    expect(undecided.code).toBe(13);
    expect(undecided.lastLine).toBe(
      'exit 13: makespan of own is inconclusive: needs 5 rounds, has 2',
    );
  });
});

describe('bench noise', () => {
  it('says what this machine could see, and stores it with a baseline', async () => {
    const cwd = workFolder();
    const args = ['noise', BASE, '--pairs', '7', '--quiet', '--save-baseline', 'quiet'];
    const { code, stdout } = await runBench(args, { cwd });
    // Which of the two depends on what else the machine does.
    const [, can] = /this machine (can|cannot) gate this scenario/.exec(stdout) ?? [];
    expect(['can', 'cannot']).toContain(can);
    expect(code).toBe(can === 'can' ? 0 : 12);
    expect(stdout.replace(/\s+/g, ' ')).toContain('Meanwhile the event loop was blocked for');
    expect(stdout).toMatch(/own +makespan +7 +[\d.]+ %/);
    const stored = JSON.parse(readFileSync(join(cwd, 'reports/baselines/quiet.json'), 'utf8'));
    expect(Object.keys(stored.noise)).toEqual(['makespan', 'throughput']);
  });

  // Both draw an item where they are planned; then come eight items that are thrown away, and eight of each pair.
  it.runIf(process.platform === 'linux').each([
    ['in the first round that is thrown away', 0, 4],
    ['of A in the second pair', 0, 20],
    ['of B in the second pair', 1, 20],
    ['in the last of eight pairs, where seven are enough', 0, 71],
  ])('keeps the baseline and names the loss of a mock server, %s', async (_, arm, item) => {
    const cwd = workFolder();
    const file = join(cwd, 'reports/baselines/main.json');
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, 'of yesterday');
    const args = ['noise', KILLED, '--pairs', '8', '--quiet', '--save-baseline', 'main'];
    const env = { ARM: `${arm}`, BEFORE: `${item}` };
    expect(await runBench(args, { cwd, env })).toEqual({ code: 12, stdout: '', stderr: LOST });
    expect(readFileSync(file, 'utf8')).toBe('of yesterday');
  });

  it('exits 2 for too few pairs', async () => {
    const { code, stderr } = await runBench(['noise', BASE, '--pairs', '6'], { cwd: workFolder() });
    expect(code).toBe(2);
    expect(stderr).toContain('hint run at least 7: --pairs 14.');
  });
});

it.runIf(process.platform === 'linux').each([
  ['A', 0],
  ['B', 1],
])('bench compare names the loss of the mock server of %s first', async (_, arm) => {
  const args = ['compare', KILLED, KILLED, '--quiet', '--rounds', '5'];
  const env = { ARM: `${arm}`, BEFORE: '20' };
  const { code, stdout } = await runBench(args, { cwd: workFolder(), env });
  expect(code).toBe(12);
  expect(stdout).toMatch(/\nexit 12: the mock server went away while it was in use: .+\.\n$/);
});

describe('bench compare in virtual time', () => {
  const virtual = ['--clock', 'virtual'];

  it('exits 0 for code that was only written anew', async () => {
    const { code, read } = await compare(BASE, fixture('versions/refactored'), ...virtual);
    expect(code).toBe(0);
    expect(read()).toMatchObject({ verdict: 'unchanged', exact: [] });
  });

  it('exits 11 for one call that is a millisecond later', async () => {
    const { code, lastLine } = await compare(BASE, fixture('versions/one-draw'), ...virtual);
    expect(code).toBe(11);
    // Six turns of 30 ms of four items each, on ten seeds; two items of a turn end 1 ms later.
    expect(lastLine).toBe(
      'exit 11: strategy "own" changed: latency sum_ms 25200 → 25220, and 3 more',
    );
  });

  it('exits 12 where nothing succeeded', async () => {
    const judged = fixture('judged');
    const args = ['compare', judged, judged, ...virtual, '--rounds', '1', '--quiet'];
    const { code, stdout } = await runBench(args, { cwd: workFolder(), env: { BROKEN: '1' } });
    expect(code).toBe(12);
    expect(stdout).toMatch(/\nexit 12: no item succeeded/);
  });

  it('holds stored results and shows them as JSON', async () => {
    const { cwd } = await compare(BASE, fixture('versions/slower'), ...virtual, '--rounds', '1');
    const args = ['compare', 'out/a/result.json', 'out/b/result.json', '--json'];
    const { code, stdout } = await runBench(args, { cwd });
    expect(code).toBe(11);
    const comparison = comparisonSchema.parse(JSON.parse(stdout));
    expect(comparison).toMatchObject({ verdict: 'regressed', design: 'separate', gates: true });
    const wide = await runBench(
      [...args.slice(0, 3), '--tolerance', '15', '--expect-changes', '*'],
      {
        cwd,
      },
    );
    expect(wide.code).toBe(0);
    expect(wide.stdout).toContain('= unchanged');
  });

  it('exits 2 for a scenario and a result, and for a partial result', async () => {
    const { code, stderr } = await compare(BASE, 'result.json');
    expect(code).toBe(2);
    expect(stderr).toContain('one is a scenario, the other a stored result.');
    const broken = await compare(BASE, 'nowhere.ts');
    expect(broken.code).toBe(2);
    expect(broken.stderr).toContain('nowhere.ts');
  });

  it('takes other metrics to decide, and names the nearest for one that it does not know', async () => {
    const gates = ['--rounds', '1', '--gate', 'latency p50', 'errors'];
    const { code, stdout } = await compare(BASE, BASE, ...virtual, ...gates);
    expect(code).toBe(0);
    expect(stdout).toContain('only errors, latency p50 decide');
    const typo = await compare(BASE, BASE, '--gate', 'makspan');
    expect(typo.code).toBe(2);
    expect(typo.stderr).toContain(
      '--gate: "makspan" is not compared by round; did you mean "makespan"?',
    );
  });
});
