import { join } from 'node:path';
import { toBaseline } from '../../analyze/compare/to-baseline.ts';
import type { MetricNoise } from '../../analyze/noise.ts';
import { canGate, measureNoise } from '../../analyze/noise.ts';
import type { Surroundings } from '../../analyze/surroundings.ts';
import { surroundingsOf } from '../../analyze/surroundings.ts';
import { createRealClock } from '../../clock/real.ts';
import { BenchError } from '../../core/errors.ts';
import type { RunResult } from '../../core/run-result.ts';
import { indentJson } from '../../render/json.ts';
import { renderNoise } from '../../render/terminal/noise.ts';
import { BaselineFile } from '../baseline-file.ts';
import { EXIT_CODES, SIGNAL_CODES } from '../exit-codes.ts';
import { exitLine } from '../exit-line.ts';
import { fileStamp } from '../file-stamp.ts';
import type { Io } from '../io.ts';
import { listenForStop } from '../stop-signals.ts';
import { styleFor } from '../style.ts';
import { widthOf } from '../width.ts';
import { byCause } from './by-cause.ts';
import { runBoth } from './run-both.ts';

/** What the user asked for. */
export interface NoiseFlags {
  readonly pairs: number;
  readonly seed?: number;
  readonly maxCost?: number;
  readonly yes?: true;
  readonly saveBaseline?: string;
  readonly out?: string;
  readonly quiet?: true;
  readonly json?: true;
}

/** Pairs of which comparisons are drawn. */
const LEAST_PAIRS = 7;

/**
 * Runs a scenario against itself.
 *
 * @returns the exit code
 */
export async function noise(file: string, flags: NoiseFlags, io: Io): Promise<number> {
  const { pairs, saveBaseline, quiet, json, out, ...rest } = flags;
  if (pairs < LEAST_PAIRS) {
    throw new BenchError('USAGE', `${pairs} pairs of rounds are too few to draw from.`, {
      hint: `run at least ${LEAST_PAIRS}: --pairs 14.`,
    });
  }
  const baseline = saveBaseline === undefined ? undefined : new BaselineFile(saveBaseline);
  const folder = out ?? join('reports', 'noise', fileStamp(createRealClock().wall()));
  const stop = listenForStop(io, 'stopping: once more to quit now');
  try {
    const request = { ...rest, rounds: pairs, out: folder, quiet: quiet === true };
    const { a, b } = await runBoth([file, file], { ...request, clock: 'real' }, io, stop);
    if (stop.received) return SIGNAL_CODES[stop.received];
    assertWhole(a, b);
    const [first, second] = [toBaseline(a), toBaseline(b)];
    const measured = measureNoise(first, second, a.seed);
    baseline?.write({ ...first, noise: largest(measured) });
    const found = { scenario: a.scenario, noise: measured, surroundings: surroundingsOf([a, b]) };
    if (json) io.stdout.write(`${indentJson(found)}\n`);
    else print(found, baseline?.files ?? [], io);
    return measured.length > 0 && canGate(measured) ? EXIT_CODES.pass : EXIT_CODES.invalidRun;
  } finally {
    stop.dispose();
  }
}

/** @throws {BenchError} RUN_BROKE_OFF where rounds are missing: what is left must replace no baseline, and proves nothing */
function assertWhole(a: RunResult, b: RunResult): void {
  const [reason] = byCause(a, b).find(({ complete }) => !complete)?.verdict.reasons ?? [];
  if (!reason) return;
  const { message, hint } = reason;
  throw new BenchError('RUN_BROKE_OFF', message, hint === undefined ? {} : { hint });
}

interface Found {
  readonly scenario: string;
  readonly noise: readonly MetricNoise[];
  readonly surroundings: Surroundings | undefined;
}

function print(
  { scenario, noise: measured, surroundings }: Found,
  files: BaselineFile['files'],
  { stdout }: Io,
): void {
  const width = widthOf(stdout);
  stdout.write(renderNoise(scenario, measured, { width, style: styleFor(stdout), surroundings }));
  for (const { label, path } of files) stdout.write(`\n${label} ${path}\n`);
  if (measured.length > 0 && canGate(measured)) return;
  const message =
    measured.length === 0
      ? 'no data'
      : `this machine cannot gate ${scenario}: it finds changes that are not there`;
  const reasons = [{ code: 'noisy', message }];
  stdout.write(exitLine({ status: 'invalid', exitCode: EXIT_CODES.invalidRun, reasons }));
}

/** Of each metric the deviation of the strategy that varies most. */
function largest(measured: readonly MetricNoise[]): Readonly<Record<string, number>> {
  const metrics = [...new Set(measured.map(({ metric }) => metric))];
  return Object.fromEntries(
    metrics.map((metric) => {
      const own = measured.filter((each) => each.metric === metric);
      return [metric, Math.max(...own.map(({ deviation }) => deviation))];
    }),
  );
}
