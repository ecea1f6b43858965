import type { Clock, Timer } from '../core/clock.ts';
import type { Hedge } from '../core/job.ts';
import type { AttemptEntry } from '../core/ledger.ts';
import type { Outcome } from '../core/outcome.ts';
import type { LiveAttempt } from './live-attempt.ts';

/** An attempt that has ended. */
export interface Ended {
  readonly entry: AttemptEntry;
  readonly outcome: Outcome;
  /** The strategy itself does the waiting before the next attempt. */
  readonly noBackoff: boolean;
}

/** How a race keeps hold of an attempt. */
export interface RaceHooks {
  /** The race is decided: who has not started need not. */
  isOver(): boolean;
  started(attempt: LiveAttempt): void;
}

interface Runner {
  attempt?: LiveAttempt;
}

/**
 * Sends copies of an attempt that is not answered in time. The first that is answered wins, and the others are aborted; a
 * copy that fails leaves the race to the others.
 *
 * @param send starts one attempt; nothing comes of it when the run was stopped
 * @returns all attempts that were made, the one that counts last
 */
export function raceCopies(
  { max, after }: Hedge,
  clock: Clock,
  send: (hooks: RaceHooks) => Promise<Ended | undefined>,
): Promise<Ended[]> {
  const { promise, resolve, reject } = Promise.withResolvers<Ended[]>();
  const runners = new Set<Runner>();
  const losers: Ended[] = [];
  let winner: Ended | undefined;
  let next: Timer | undefined;

  function start(): void {
    const runner: Runner = {};
    runners.add(runner);
    const hooks: RaceHooks = {
      isOver: () => winner !== undefined,
      started(attempt) {
        runner.attempt = attempt;
      },
    };
    send(hooks).then((ended) => leave(runner, ended), reject);
    const wait = runners.size < max ? after() : undefined;
    next = wait === undefined ? undefined : clock.at(clock.now() + wait, start);
  }

  function leave(runner: Runner, ended: Ended | undefined): void {
    runners.delete(runner);
    if (!winner && ended?.outcome.kind === 'ok') {
      winner = ended;
      for (const other of runners) giveUp(other);
    } else if (ended) losers.push(ended);
    if (runners.size > 0) return;
    next?.cancel();
    resolve(mark(losers, winner));
  }

  /** Who still waits for a turn is not waited for. */
  function giveUp(runner: Runner): void {
    if (runner.attempt) runner.attempt.abort();
    else runners.delete(runner);
  }

  start();
  return promise;
}

function mark(losers: readonly Ended[], winner: Ended | undefined): Ended[] {
  const all = winner ? [...losers, winner] : [...losers];
  if (all.length < 2) return all;
  return all.map((ended) => {
    const hedge = ended === winner ? 'won' : 'lost';
    return { ...ended, entry: { ...ended.entry, hedge } };
  });
}
