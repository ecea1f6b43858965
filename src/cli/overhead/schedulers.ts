import pLimit from 'p-limit';
import PQueue from 'p-queue';
import { Bench } from 'tinybench';
import { Slots } from '../../dispatch/slots.ts';

const TASKS = 10_000;
const AT_ONCE = 100;

/** What it costs to hand out one task that does nothing. */
export interface SchedulerRow {
  readonly scheduler: string;
  readonly us_per_task: number;
}

type Run = (task: () => Promise<void>) => Promise<unknown>;

/** Ways to run at most 100 of 10,000 tasks at once. */
const SCHEDULERS: Readonly<Record<string, () => Promise<unknown>>> = {
  'a loop per slot': () => {
    let left = TASKS;
    const loop = async () => {
      while (left-- > 0) await nothing();
    };
    return Promise.all(Array.from({ length: AT_ONCE }, loop));
  },
  'own slots': () => {
    const slots = new Slots(AT_ONCE);
    return all((task) => slots.run(task));
  },
  'p-limit': () => all(pLimit(AT_ONCE)),
  'p-queue': () => {
    const queue = new PQueue({ concurrency: AT_ONCE });
    return all((task) => queue.add(task));
  },
};

/**
 * CPU cost of each scheduler, by tinybench. It times whole batches one after the other; its throughput figure is not used,
 * because under concurrency it counts time that tasks only wait.
 */
export async function measureSchedulers(time: number): Promise<SchedulerRow[]> {
  const bench = new Bench({ time, warmupTime: time / 5 });
  for (const [name, batch] of Object.entries(SCHEDULERS)) bench.add(name, batch);
  await bench.run();
  return bench.tasks.map(({ name, result }) => {
    const perBatch = 'latency' in result ? result.latency.p50 : Number.NaN;
    return { scheduler: name, us_per_task: Math.round((perBatch / TASKS) * 100_000) / 100 };
  });
}

function all(run: Run): Promise<unknown> {
  return Promise.all(Array.from({ length: TASKS }, () => run(nothing)));
}

async function nothing(): Promise<void> {}
