import type { Item } from '../core/item.ts';
import type { Around } from '../core/job.ts';
import type { Failure, Outcome } from '../core/outcome.ts';
import type { TaskContext, TaskFunction } from '../core/user-code.ts';
import { CallError } from '../core/user-code.ts';
import { Slots } from '../dispatch/slots.ts';
import { handled } from './handled.ts';
import type { OpenJob } from './open-job.ts';
import { untilStopped } from './until-stopped.ts';

/** Of what a task threw; it may quote a whole answer. */
const LONGEST_REASON = 200;

/**
 * Runs an item's task to its end. Never rejects: what the task throws is its outcome, that of the call that failed, or
 * `invalid-output` when the task itself could not go on.
 *
 * @param around wraps each attempt of each call
 */
export async function runTask(
  task: TaskFunction,
  job: OpenJob,
  around: Around | undefined,
  signal: AbortSignal,
): Promise<Outcome> {
  const { item } = job;
  const context: TaskContext = {
    call: (request) => handled(answerTo(job, { ...item, ...request }, around)),
    map,
    signal,
  };
  try {
    const answer = await untilStopped(task(item, context), signal);
    return { kind: 'ok', ...(typeof answer === 'string' && { text: answer }) };
  } catch (error) {
    if (signal.aborted && error === signal.reason)
      return { kind: 'cancelled', message: `${error}` };
    return error instanceof CallError ? error.outcome : unusable(item, error);
  }
}

async function answerTo(job: OpenJob, request: Item, around: Around | undefined): Promise<string> {
  const outcome = await job.call(request, around);
  if (outcome.kind !== 'ok') throw new CallError(job.item, outcome);
  return outcome.text ?? '';
}

/** The first failure rejects; what has started goes on, what has not is not started. */
async function map<T, R>(
  values: readonly T[],
  size: number,
  work: (value: T, index: number) => Promise<R>,
): Promise<R[]> {
  const slots = new Slots(size);
  let failed = false;
  return Promise.all(
    values.map((value, index) =>
      slots.run(async () => {
        if (failed) throw new Error('another value of the same map failed');
        try {
          return await work(value, index);
        } catch (error) {
          failed = true;
          throw error;
        }
      }),
    ),
  );
}

function unusable({ index }: Item, error: unknown): Failure {
  const reason = error instanceof Error ? error.message : String(error);
  return {
    kind: 'invalid-output',
    message: `the task of item ${index} threw: ${reason.slice(0, LONGEST_REASON)}`,
  };
}
