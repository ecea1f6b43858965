import { mkdirSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import type { CompareOptions } from '../../analyze/compare/compare-runs.ts';
import { compareRuns } from '../../analyze/compare/compare-runs.ts';
import type { Comparison } from '../../core/comparison.ts';
import { BenchError } from '../../core/errors.ts';
import type { VerdictStatus } from '../../core/verdict.ts';
import { indentJson } from '../../render/json.ts';
import { renderComparison } from '../../render/terminal/comparison.ts';
import { readArm } from '../baseline-file.ts';
import { exitCodeOf } from '../exit-codes.ts';
import { exitLine } from '../exit-line.ts';
import type { Io } from '../io.ts';
import { styleFor } from '../style.ts';

/** What the user asked for. */
export interface CompareFlags {
  readonly tolerance?: number;
  readonly expectChanges?: readonly string[];
  readonly failOn?: 'inconclusive';
  readonly out?: string;
  readonly all?: true;
  readonly json?: true;
}

/**
 * Holds B against A.
 *
 * @returns the exit code
 */
export async function compare(
  [a, b]: readonly [string, string],
  flags: CompareFlags,
  io: Io,
): Promise<number> {
  return show(compareStored([a, b], flags), flags, io);
}

function compareStored([a, b]: readonly [string, string], flags: CompareFlags): Comparison {
  const [before, after] = [readArm(a), readArm(b)];
  const question = ({ measured: { scenario, clock } }: typeof before) =>
    `${scenario} on the ${clock} clock`;
  if (before.measured.clock !== after.measured.clock) {
    throw new BenchError(
      'USAGE',
      `${a} holds ${question(before)}, and ${b} ${question(after)}: nothing to compare.`,
      { hint: 'compare two runs of the same clock.' },
    );
  }
  return compareRuns(before, after, optionsOf(flags));
}

function optionsOf({ tolerance, expectChanges }: CompareFlags): CompareOptions {
  return {
    ...(tolerance !== undefined && { tolerance }),
    ...(expectChanges && { expectChanges }),
  };
}

const STATUSES: Readonly<Record<Comparison['verdict'], VerdictStatus>> = {
  regressed: 'regressed',
  improved: 'pass',
  unchanged: 'pass',
  inconclusive: 'inconclusive',
  invalid: 'invalid',
};

function show(comparison: Comparison, flags: CompareFlags, io: Io): number {
  const { stdout } = io;
  const { json, all, out, failOn } = flags;
  const path = out === undefined ? undefined : write(out, comparison);
  const { verdict, gates, reasons } = comparison;
  const status = gates || verdict === 'invalid' ? STATUSES[verdict] : 'pass';
  const exitCode = exitCodeOf(status, undefined, failOn);
  if (json) stdout.write(`${indentJson(comparison)}\n`);
  else {
    const width = stdout.isTTY ? stdout.columns : 120;
    stdout.write(
      renderComparison(comparison, { width, style: styleFor(stdout), all: all === true }),
    );
    if (path !== undefined) stdout.write(`\ncomparison  ${relative('.', path)}\n`);
    stdout.write(exitLine({ status, exitCode, reasons }));
  }
  return exitCode;
}

function write(folder: string, comparison: Comparison): string {
  const path = join(folder, 'comparison.json');
  try {
    mkdirSync(folder, { recursive: true });
    writeFileSync(path, `${indentJson(comparison)}\n`);
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new BenchError('OUTPUT_NOT_WRITABLE', `cannot write ${path}: ${why}.`, {
      hint: 'name another folder with --out DIR.',
      cause,
    });
  }
  return path;
}
