import type { Clock } from '../../src/core/clock.ts';
import type { Milliseconds } from '../../src/core/units.ts';
import { roundToMicrosecond } from '../../src/core/units.ts';
import type { Progress, Station, Visit } from './load.ts';

/** What steps are like. */
export interface Steps {
  /** Requests in one step; others wait. */
  readonly maxBatch: number;
  /** Chunks of input that one step reads, of all requests together. */
  readonly chunksPerStep: number;
  chunksOf(inputTokens: number): number;
  duration(active: number, chunks: number): Milliseconds;
}

/**
 * Continuous batching with chunked prefill, as vLLM and its kin do it: requests join at the border
 * of a step; a step reads some chunks of input, oldest request first, and gives one token to each
 * request whose input had been read before the step.
 */
export class StepBatch implements Station {
  readonly #clock: Clock;
  readonly #steps: Steps;
  /** In the order in which they came; those beyond the batch wait. */
  readonly #sequences = new Set<Sequence>();
  #border: Milliseconds = 0;
  #isStepping = false;

  constructor(clock: Clock, steps: Steps) {
    this.#clock = clock;
    this.#steps = steps;
  }

  start(progress: Progress, first: number): Visit {
    const chunks = this.#steps.chunksOf(progress.uncachedInputTokens ?? 0);
    const sequence = new Sequence(progress, chunks, first);
    this.#sequences.add(sequence);
    if (!this.#isStepping) {
      this.#border = this.#clock.now();
      this.#step();
    }
    return { leave: () => this.#sequences.delete(sequence) };
  }

  #step(): void {
    const batch = [...this.#sequences].slice(0, this.#steps.maxBatch);
    this.#isStepping = batch.length > 0;
    if (!this.#isStepping) return;
    const work = this.#plan(batch);
    this.#border = roundToMicrosecond(
      this.#border + this.#steps.duration(batch.length, work.chunks),
    );
    this.#clock.at(this.#border, () => this.#end(work.generating), 0);
  }

  /** Reads chunks of input, and finds who gets a token: those that had none left to read. */
  #plan(batch: readonly Sequence[]): { chunks: number; generating: readonly Sequence[] } {
    const generating = batch.filter(({ chunks }) => chunks === 0);
    let left = this.#steps.chunksPerStep;
    for (const sequence of batch) {
      const read = Math.min(left, sequence.chunks);
      sequence.chunks -= read;
      left -= read;
    }
    return { chunks: this.#steps.chunksPerStep - left, generating };
  }

  #end(generating: readonly Sequence[]): void {
    const now = this.#clock.now();
    for (const sequence of generating) {
      if (!this.#sequences.has(sequence)) continue;
      if (sequence.addToken(now)) this.#sequences.delete(sequence);
    }
    this.#step();
  }
}

class Sequence {
  readonly #progress: Progress;
  /** Of input, still to be read. */
  chunks: number;
  #tokens = 0;
  /** Number of the token that is the next milestone. */
  #next: number;

  constructor(progress: Progress, chunks: number, first: number) {
    this.#progress = progress;
    this.chunks = chunks;
    this.#next = first;
  }

  /** @returns whether the reply is complete */
  addToken(now: Milliseconds): boolean {
    this.#tokens++;
    while (this.#tokens >= this.#next) {
      const next = this.#progress.reach(now);
      if (next === undefined) return true;
      this.#next = next;
    }
    return false;
  }
}
