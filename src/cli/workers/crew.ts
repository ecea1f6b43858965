import type { Worker } from 'node:worker_threads';
import type { StrategyPlan } from '../../core/plan.ts';
import type { MeasuredRow } from '../../measure/row-replay.ts';
import type { LiveProgress } from '../../runner/run-strategy.ts';
import type { Crew, CrewOutput, CrewRound } from '../../runner/shards/crew.ts';
import type { ShardOutput } from '../../runner/shards/merge-shards.ts';
import { startThread } from '../entry.ts';
import { fromPlainError } from '../virtual/messages.ts';
import type { FromShard, ShardSetting, ToShard } from './messages.ts';

/** Threads of this process, each with a loop and connections of its own. */
export interface ThreadCrew extends Crew {
  /** Ends the threads. */
  close(): Promise<void>;
}

/**
 * Starts the threads, each of which loads the scenario by itself.
 *
 * @throws what the scenario throws when it is loaded
 */
export async function startCrew(
  size: number,
  setting: ShardSetting,
  signal: AbortSignal,
): Promise<ThreadCrew> {
  const threads = Array.from({ length: size }, () => new Thread(setting));
  const close = async () => {
    await Promise.all(threads.map((thread) => thread.end()));
  };
  try {
    await Promise.all(threads.map((thread) => thread.answer()));
  } catch (error) {
    await close();
    throw error;
  }
  const stop = () => {
    for (const thread of threads) thread.tell({ type: 'stop' });
  };
  signal.addEventListener('abort', stop, { once: true });
  return {
    size,
    open: (parts, round) => openRound(threads.slice(0, parts.length), parts, round),
    close,
  };
}

function openRound(
  threads: readonly Thread[],
  parts: readonly StrategyPlan[],
  round: number,
): CrewRound {
  const askAll = (message: (index: number) => ToShard) =>
    Promise.all(threads.map((thread, index) => thread.ask(message(index))));
  return {
    async prepare() {
      await askAll((index) => ({
        type: 'prepare',
        strategy: strategyAt(parts, index),
        round,
        index,
        of: parts.length,
      }));
    },
    async warmUp() {
      await askAll(() => ({ type: 'warm-up' }));
    },
    async measure(onRow): Promise<CrewOutput> {
      for (const thread of threads) thread.onRow = onRow;
      const outputs = await askAll(() => ({ type: 'measure' }));
      const shards = outputs.flatMap((output) => output ?? []);
      return { shards, lost: threads.length - shards.length };
    },
    progress: () => threads.map(({ progress }) => progress).reduce(addProgress),
    endLoad() {
      for (const thread of threads) thread.tell({ type: 'end-load' });
    },
  };
}

function strategyAt(parts: readonly StrategyPlan[], index: number): StrategyPlan {
  const part = parts[index];
  if (!part) throw new Error('there is a part for each thread');
  return part;
}

function addProgress(a: LiveProgress, b: LiveProgress): LiveProgress {
  return {
    completed: a.completed + b.completed,
    failed: a.failed + b.failed,
    inFlight: a.inFlight + b.inFlight,
    rateLimited: a.rateLimited + b.rateLimited,
  };
}

const NOTHING: LiveProgress = { completed: 0, failed: 0, inFlight: 0, rateLimited: 0 };

/** A worker that answers one question at a time. */
class Thread {
  readonly #worker: Worker;
  #waiting: PromiseWithResolvers<ShardOutput | undefined> | undefined;
  #lost = false;
  onRow: (row: MeasuredRow) => void = () => {};
  progress = NOTHING;

  constructor(setting: ShardSetting) {
    this.#worker = startThread('src/cli/workers/worker', { workerData: setting });
    this.#worker.on('message', (message: FromShard) => this.#hear(message));
    // An `exit` follows.
    this.#worker.once('error', () => {});
    this.#worker.once('exit', () => this.#end());
  }

  tell(message: ToShard): void {
    this.#worker.postMessage(message);
  }

  /** @returns what it measured; `undefined` from a thread that is lost, and where nothing was asked for */
  async ask(message: ToShard): Promise<ShardOutput | undefined> {
    if (this.#lost) return undefined;
    this.progress = NOTHING;
    this.tell(message);
    return this.answer();
  }

  answer(): Promise<ShardOutput | undefined> {
    this.#waiting = Promise.withResolvers();
    return this.#waiting.promise;
  }

  async end(): Promise<void> {
    await this.#worker.terminate();
  }

  #hear(message: FromShard): void {
    switch (message.type) {
      case 'done':
        this.#waiting?.resolve(message.output);
        break;
      case 'rows':
        message.rows.forEach(this.onRow);
        break;
      case 'progress':
        this.progress = message.progress;
        break;
      case 'failed':
        this.#waiting?.reject(fromPlainError(message.error));
    }
  }

  /** Lost in the middle of its work: what the others do is kept. */
  #end(): void {
    this.#lost = true;
    this.progress = NOTHING;
    this.#waiting?.resolve(undefined);
  }
}
