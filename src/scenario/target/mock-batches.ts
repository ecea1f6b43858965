import { z } from 'zod';
import type { BatchesPlan, BatchProcessing } from '../../core/batches-plan.ts';
import type { OptionInput, OptionSpecs } from '../../core/option.ts';
import type { VariantPlan } from '../../core/plan.ts';
import { refuse } from '../check/leaf.ts';
import { optionsSchema } from '../check/options.ts';

const batchOptions = {
  delay: { type: 'duration', default: 60_000, summary: 'until the first request is worked on' },
  perSecond: {
    type: 'number',
    min: 1e-6,
    optional: true,
    summary: 'requests done per second; 100 unless workers are named',
  },
  workers: {
    type: 'count',
    min: 1,
    optional: true,
    summary: 'requests worked on at the same time, each for as long as latency says',
  },
  latency: {
    type: 'distribution',
    optional: true,
    summary: 'how long a worker takes for a request; lognormal unless named',
  },
  timeScale: {
    type: 'number',
    min: 1e-6,
    default: 1,
    summary: 'what all durations are divided by',
  },
  cancelLatency: { type: 'duration', default: 1_000, summary: 'how long a cancelled batch takes' },
  liveCounts: {
    type: 'flag',
    default: false,
    summary: 'whether counts grow while a batch is processed; the real ones wait for its end',
  },
  errored: { type: 'number', min: 0, max: 1, default: 0, summary: 'share of errored requests' },
  expired: { type: 'number', min: 0, max: 1, default: 0, summary: 'share of expired requests' },
  rpm: { type: 'number', min: 0.001, optional: true, summary: 'calls per minute' },
  queue: { type: 'count', min: 1, optional: true, summary: 'requests that may wait for their end' },
} as const satisfies OptionSpecs;

const { workers, latency } = batchOptions;

/** Checks who works on batches, as a plan holds it. */
export const workersSchema = optionsSchema({ workers, latency });

export type BatchesInput = OptionInput<typeof batchOptions>;

/** Checks how a mock works on Message Batches and fills in the defaults. */
export const batchesSchema = optionsSchema(
  batchOptions,
  "options, for example { delay: '60s', perSecond: 100 }",
).transform(({ perSecond, workers, latency, ...rest }, context): BatchesPlan => {
  if (workers === undefined) {
    if (latency !== undefined) {
      const hint = 'name how many there are: batches: { workers: 8, latency }.';
      refuse(context, { message: 'latency has no meaning without workers.', hint }, ['latency']);
    }
    return { ...rest, processing: { kind: 'throughput', perSecond: perSecond ?? 100 } };
  }
  if (perSecond !== undefined) {
    const hint = 'a batch is worked on by workers, or at a fixed rate.';
    refuse(context, { message: 'perSecond and workers exclude each other.', hint }, ['perSecond']);
    return z.NEVER;
  }
  // A plan holds the distribution's own plan, and not yet the working thing.
  const model = (latency as VariantPlan | undefined) ?? {
    kind: 'lognormal',
    options: { mean: 2_000, cv: 0.35 },
  };
  const processing: BatchProcessing = { kind: 'workers', workers, latency: model };
  return { ...rest, processing };
});
