import type { StrategyPlan } from '../../core/plan.ts';
import { createRng } from '../../core/rng.ts';
import type { Notice } from '../../core/verdict.ts';
import { divide } from '../../dispatch/divide.ts';
import { Recorder } from '../../measure/recorder.ts';
import type { MeasuredRow } from '../../measure/row-replay.ts';
import type { RoundHooks, RoundWork } from '../round-share.ts';
import type { StrategyRunOutput } from '../run-strategy.ts';
import type { Crew, CrewRound } from './crew.ts';
import { mergeShards } from './merge-shards.ts';

/** A strategy's round on several threads, measured as one. */
export class CrewShare {
  readonly #crew: CrewRound;
  readonly #work: RoundWork;

  constructor(crew: CrewRound, work: RoundWork) {
    this.#crew = crew;
    this.#work = work;
  }

  warmUp(): Promise<void> {
    return this.#crew.warmUp();
  }

  async measure({ onStart, onItem }: RoundHooks): Promise<StrategyRunOutput> {
    const { plan, round, workload, clock } = this.#work;
    const measure = { ...this.#work.measure, open: workload.arrivals !== undefined };
    const rows: MeasuredRow[] = [];
    // What is known while it goes on: rows come in batches, and each thread's in its own order.
    const soFar = new Recorder(measure);
    const startedAt = clock.now();
    onStart({
      progress: () => this.#crew.progress(),
      elapsed: () => clock.now() - startedAt,
      soFar: (names) => soFar.soFar(names),
      endLoad: () => this.#crew.endLoad(),
      salvage() {
        throw new Error('only virtual time stands still, and it has one thread');
      },
    });
    const { shards, lost } = await this.#crew.measure((row) => {
      rows.push(row);
      for (const attempt of row.entry.attempts) soFar.recordAttempt(attempt);
      soFar.record(row.entry);
      onItem();
    });
    const rng = createRng(plan.seeds[round] ?? plan.seed);
    return mergeShards(shards, rows, { rng, measure, lost });
  }
}

/** Said of a strategy that had the threads of a crew, and could use one. */
export function oneThreadNotice(strategy: StrategyPlan, crew: Crew | undefined): readonly Notice[] {
  if (!crew || divide(strategy, crew.size).length > 1) return [];
  return [
    {
      code: 'one-thread',
      message: `"${strategy.name}" ran on one of ${crew.size} threads: what it keeps cannot be divided`,
      hint: 'gather, semaphore and workers with a size of two or more use all of them.',
    },
  ];
}
