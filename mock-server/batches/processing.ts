import type { BatchesPlan, BatchProcessing } from '../../src/core/batches-plan.ts';
import type { Sampler } from '../../src/core/sampler.ts';
import type { Milliseconds } from '../../src/core/units.ts';
import { roundToMicrosecond } from '../../src/core/units.ts';
import { createLatency } from '../latency/create.ts';

/**
 * When each request of a batch is done, counted from the batch's creation, if nothing ends it
 * before.
 *
 * @param draw uniform in [0, 1) of the request with this index, for its service time
 */
export function doneTimes(
  { delay, processing }: Pick<BatchesPlan, 'delay' | 'processing'>,
  requests: number,
  draw: (index: number) => number,
): Float64Array {
  const times = new Float64Array(requests);
  const next = completionsOf(processing, draw);
  for (let index = 0; index < requests; index++) {
    times[index] = roundToMicrosecond(delay + next(index));
  }
  return times;
}

/** Called with rising indices. */
function completionsOf(
  processing: BatchProcessing,
  draw: (index: number) => number,
): (index: number) => Milliseconds {
  if (processing.kind === 'throughput') {
    return (index) => ((index + 1) * 1_000) / processing.perSecond;
  }
  const latency = createLatency(processing.latency);
  return listSchedule(processing.workers, (index) => durationOf(latency, draw(index)));
}

function durationOf(latency: Sampler, u: number): Milliseconds {
  return latency.sample(u, 0);
}

/** Each request goes to the worker that is free first (list scheduling). */
function listSchedule(
  workers: number,
  duration: (index: number) => Milliseconds,
): (index: number) => Milliseconds {
  const free = new Float64Array(workers);
  return (index) => {
    let first = 0;
    for (let worker = 1; worker < workers; worker++) {
      if ((free[worker] ?? 0) < (free[first] ?? 0)) first = worker;
    }
    const done = (free[first] ?? 0) + duration(index);
    free[first] = done;
    return done;
  };
}
