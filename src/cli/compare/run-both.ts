import { join } from 'node:path';
import type { CompareOptions } from '../../analyze/compare/compare-runs.ts';
import { armOf, compareRuns } from '../../analyze/compare/compare-runs.ts';
import { POCOCK } from '../../analyze/paired/looks.ts';
import type { RunResult } from '../../core/run-result.ts';
import type { RunRecord } from '../../runner/run-plan.ts';
import type { Io } from '../io.ts';
import type { SessionHost, SessionRequest } from '../session.ts';
import type { Stop } from '../stop-signals.ts';
import { Turns } from './turns.ts';

/** Rounds of each arm where nobody says how many. */
const ROUNDS = { real: 7, virtual: 10 } as const;

/** What both arms have in common. */
export interface BothRequest extends Pick<SessionRequest, 'clock' | 'seed' | 'maxCost' | 'yes'> {
  readonly rounds?: number | 'auto';
  /** What the looks of `auto` are judged by. */
  readonly options?: CompareOptions;
  /** Folder for both. */
  readonly out: string;
  readonly quiet: boolean;
}

export interface BothResults {
  readonly a: RunResult;
  readonly b: RunResult;
  /** One-sided level of a single test: lower where the rounds were looked at several times. */
  readonly alpha?: number;
}

/** Runs two scenarios: on the real clock in turns, in virtual time one after the other, where nothing can disturb them. */
export async function runBoth(
  files: readonly [string, string],
  request: BothRequest,
  io: Io,
  stop: Stop,
): Promise<BothResults> {
  const auto = request.rounds === 'auto';
  const rounds = typeof request.rounds === 'number' ? request.rounds : ROUNDS[request.clock];
  const looks = auto && request.clock === 'real' ? POCOCK.looks : [rounds];
  const { clock, seed, maxCost, yes, out } = request;
  const [a, b] = [files[0], files[1]].map(
    (file, i): SessionRequest => ({
      file,
      clock,
      ...(seed !== undefined && { seed }),
      ...(maxCost !== undefined && { maxCost }),
      ...(yes && { yes }),
      seeds: looks.at(-1) ?? rounds,
      out: join(out, i === 0 ? 'a' : 'b'),
      unjudged: true,
    }),
  ) as [SessionRequest, SessionRequest];
  if (clock === 'virtual') return virtually(a, b, stop);
  const results = await inTurns(a, b, looks, request, io, stop);
  return { ...results, ...(looks.length > 1 && { alpha: POCOCK.alpha }) };
}

const UNHEARD: Pick<SessionHost, 'onPlanned' | 'onStart' | 'onEnd'> = {
  onPlanned() {},
  onStart() {},
  onEnd() {},
};

async function virtually(a: SessionRequest, b: SessionRequest, stop: Stop): Promise<BothResults> {
  const { runInWorker } = await import('../virtual/run-in-worker.ts');
  const first = await runInWorker(a, stop, UNHEARD);
  const second = await runInWorker(b, stop, UNHEARD);
  return { a: first.result, b: second.result };
}

async function inTurns(
  a: SessionRequest,
  b: SessionRequest,
  looks: readonly number[],
  { options, quiet }: BothRequest,
  io: Io,
  stop: Stop,
): Promise<BothResults> {
  const { runHere } = await import('../run-here.ts');
  const last = looks.at(-1) ?? 0;
  const turns = new Turns({
    looks,
    decided: (before, after) => isDecided(before, after, options),
    onRound(round) {
      if (quiet) return;
      const of = looks.length > 1 ? `at most ${last}` : `${last}`;
      io.stderr.write(round < 0 ? 'warming up both\n' : `round ${round + 1} of ${of}\n`);
    },
  });
  const first = runHere(a, io, stop, { ...UNHEARD, drive: turns.driveA });
  // One after the other, so that a question about money is asked and answered before the next.
  await Promise.race([turns.ready, first]);
  const second = runHere(b, io, stop, { ...UNHEARD, drive: turns.driveB });
  second.catch((error) => turns.giveUp(error));
  const [before, after] = await Promise.all([first, second]);
  return { a: before.result, b: after.result };
}

/** Whether a look of `--rounds auto` is enough. */
function isDecided(a: RunRecord, b: RunRecord, options: CompareOptions = {}): boolean {
  const { verdict } = compareRuns(armOf(a, 'a'), armOf(b, 'b'), {
    ...options,
    design: 'interleaved',
    alpha: POCOCK.alpha,
  });
  return verdict !== 'inconclusive';
}
