import { extname } from 'node:path';
import { judge } from '../analyze/judge.ts';
import { heldAgainst } from '../analyze/thresholds/against-baseline.ts';
import { evaluateRun } from '../analyze/thresholds/evaluate.ts';
import { BenchError } from '../core/errors.ts';
import type { RunResult } from '../core/run-result.ts';
import { indentJson } from '../render/json.ts';
import { renderCheck } from '../render/terminal/check.ts';
import { isPlainObject } from '../scenario/check/fields.ts';
import { loadDefault } from '../scenario/load-scenario.ts';
import type { PlannedThresholds } from '../scenario/thresholds/plan-thresholds.ts';
import { planThresholds } from '../scenario/thresholds/plan-thresholds.ts';
import { readArm } from './baseline-file.ts';
import { exitCodeOf } from './exit-codes.ts';
import { exitLine } from './exit-line.ts';
import type { Io } from './io.ts';
import { assertBaseline, assertSameQuestion } from './needs-baseline.ts';
import { readJson, readResult } from './result-file.ts';
import { styleFor } from './style.ts';
import { widthOf } from './width.ts';

/** What the user asked for. */
export interface CheckFlags {
  readonly thresholds?: string;
  readonly baseline?: string;
  /** What is otherwise no failure. */
  readonly failOn?: 'inconclusive';
  readonly json?: true;
}

/**
 * Holds a stored result against thresholds.
 *
 * @returns the exit code
 */
export async function checkResult(
  path: string,
  { thresholds, baseline, failOn, json }: CheckFlags,
  io: Io,
): Promise<number> {
  const stored = readResult(path);
  const { rules, assert } = await planFor(stored, path, thresholds);
  const earlier = baseline === undefined ? undefined : readArm(baseline);
  assertBaseline(rules, earlier, 'name it: bench check RESULT --baseline EARLIER.json');
  if (earlier) assertSameQuestion(stored, earlier);
  const rows = await evaluateRun(
    { ...stored, plan: { ...stored.plan, thresholds: rules } },
    assert,
    earlier && heldAgainst(earlier, stored),
  );
  const { verdict: _, ...run } = { ...stored, thresholds: rows };
  const judgement = judge(run);
  const verdict = { ...judgement, exitCode: exitCodeOf(judgement.status, undefined, failOn) };
  if (json) io.stdout.write(`${indentJson({ result: path, verdict, thresholds: rows })}\n`);
  else {
    const width = widthOf(io.stdout);
    io.stdout.write(renderCheck({ ...run, verdict }, { width, style: styleFor(io.stdout) }));
    io.stdout.write(exitLine(verdict));
  }
  return verdict.exitCode;
}

async function planFor(
  { plan, strategies }: RunResult,
  path: string,
  file: string | undefined,
): Promise<PlannedThresholds> {
  if (file !== undefined) {
    const names = strategies.map(({ name }) => name);
    const planned = await planThresholds(await load(file), names, file);
    if (planned.rules.length > 0 || planned.assert) return planned;
    throw new BenchError('USAGE', `${file} holds no thresholds; nothing was judged.`, {
      hint: `write ${EXAMPLE}.`,
    });
  }
  if (plan.thresholds) return { rules: plan.thresholds };
  throw new BenchError('USAGE', `${path} ran without thresholds; nothing was judged.`, {
    hint: 'name a file that has some: --thresholds limits.ts.',
  });
}

const EXAMPLE = "export default { latency: 'p95 < 800ms' }";

async function load(file: string): Promise<Readonly<Record<string, unknown>>> {
  if (extname(file) !== '.json') {
    return loadDefault(file, {
      noun: 'file of thresholds',
      write: `write ${EXAMPLE}.`,
      name: 'name a file of thresholds: --thresholds limits.ts, or limits.json.',
    });
  }
  const value = readJson(file, 'write { "latency": "p95 < 800ms" } into it.');
  if (isPlainObject(value)) return value;
  throw new BenchError('SCENARIO_INVALID', `${file} holds no object of limits by metric.`, {
    hint: 'write { "latency": "p95 < 800ms" } into it.',
  });
}
