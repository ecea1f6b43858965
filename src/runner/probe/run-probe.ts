import type { Client } from '../../core/client.ts';
import type { Clock } from '../../core/clock.ts';
import type { Item } from '../../core/item.ts';
import type { Job } from '../../core/job.ts';
import type { RetryPlan, TimeoutPlan } from '../../core/plan.ts';
import type { Rng } from '../../core/rng.ts';
import type { ToldLimit } from '../../core/run-result.ts';
import type { Strategy, StrategyContext } from '../../core/strategy.ts';
import type { ProbeSample } from '../../core/tuning.ts';
import type { Milliseconds } from '../../core/units.ts';
import type { AnswerCheck } from '../../core/user-code.ts';
import { StrategyRun } from '../strategy-run.ts';
import { ProbeMeter } from './probe-meter.ts';
import { ProbeSource } from './probe-source.ts';

/** How a probe goes. */
export interface ProbeNeeds {
  /** First items that do not count. */
  readonly warmUp: number;
  /** Items that count, at first. */
  readonly items: number;
  /** Items after which counts that are clear end it before that; they are looked at again at twice as many. */
  readonly firstLook: number;
  /** Most of them: they are doubled while the counts do not decide. */
  readonly most: number;
  /** The first `width` items start spread over this time, because many at once cause refusals that look like steady ones. */
  readonly ramp: Milliseconds;
  readonly width: number;
  readonly limits: readonly Milliseconds[];
  /** Whether these counts say neither yes nor no. */
  readonly isUndecided: (counts: ProbeMeter['counts']) => boolean;
  /** Whether they say it so clearly that fewer items will do. */
  readonly isClear: (counts: ProbeMeter['counts']) => boolean;
}

interface ProbeParts {
  readonly clock: Clock;
  readonly rng: Rng;
  readonly client: Client;
  readonly retry: RetryPlan;
  readonly timeouts: TimeoutPlan;
  readonly streaming: boolean;
  readonly strategy: Strategy;
  readonly foretell?: StrategyContext['foretell'];
  readonly items: readonly Item[];
  readonly signal: AbortSignal;
  /** Looks at every answer. */
  readonly check?: AnswerCheck | undefined;
}

/** With it, the limits that a reply told. */
export type ProbedSample = ProbeSample & { readonly told?: readonly ToldLimit[] };

const NO_LEDGER = { add() {} };

/**
 * Runs a strategy in a closed loop: whoever is done takes the next item, without end, until the counts decide. What happens after the
 * start of the last item is no part of the throughput, so that there is no tail of idle slots in it.
 */
export async function runProbe(parts: ProbeParts, needs: ProbeNeeds): Promise<ProbedSample> {
  const { strategy, items, signal, foretell, ...rest } = parts;
  const { clock, rng } = parts;
  const meter = new ProbeMeter(needs.warmUp, needs.limits);
  const run = new StrategyRun({
    ...rest,
    recorder: meter,
    ledger: NO_LEDGER,
    log: undefined,
    round: 0,
    onSettled() {},
  });
  const source = new ProbeSource({
    items,
    count: needs.warmUp + Math.min(needs.firstLook, needs.items),
    more: (started) => wanted(started - needs.warmUp, meter, needs),
    toJob(item) {
      const job = run.toJob(item);
      return item.index < needs.width && needs.ramp > 0 ? ramped(job, clock, needs) : job;
    },
    stopped: () => run.stop !== undefined,
  });
  const cut = () => run.cut('the probe was stopped');
  if (signal.aborted) cut();
  signal.addEventListener('abort', cut, { once: true });
  try {
    await strategy.run(source, {
      clock,
      rng,
      signal: run.signal,
      foretell,
      observe: (listener) => run.observe(listener),
      abort: (reason) => run.abort(reason),
      traceLimit() {},
    });
    await run.settled();
  } finally {
    signal.removeEventListener('abort', cut);
  }
  return { ...meter.sample(), ...(run.toldLimits && { told: run.toldLimits }) };
}

/** Items that a probe wants after so many. */
function wanted(counted: number, { counts }: ProbeMeter, needs: ProbeNeeds): number {
  if (counted < needs.items) {
    return needs.isClear(counts) ? 0 : Math.min(counted, needs.items - counted);
  }
  return counted * 2 <= needs.most && needs.isUndecided(counts) ? counted : 0;
}

/** A job that starts at its part of the ramp. */
function ramped(job: Job, clock: Clock, { ramp, width }: ProbeNeeds): Job {
  const { item } = job;
  return {
    item,
    async run(around, hedge) {
      await clock.sleep((item.index * ramp) / width);
      return job.run(around, hedge);
    },
  };
}
