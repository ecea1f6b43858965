import type { QueuePlan } from '../../core/mock-plan.ts';
import type { OptionInput, OptionSpecs } from '../../core/option.ts';
import { fields } from '../check/fields.ts';
import { expected, leaf } from '../check/leaf.ts';
import { optionShape } from '../check/options.ts';

const queueOptions = {
  slots: {
    type: 'count',
    min: 1,
    summary: 'requests in service at the same time',
    hint: 'queue: { slots: 32 }; for no limit leave queue out.',
  },
  maxWaiting: {
    type: 'count',
    min: 0,
    optional: true,
    summary: 'requests that may wait; absent = all',
  },
  maxWait: { type: 'duration', optional: true, summary: 'longest wait; absent = for ever' },
  discipline: {
    type: 'choice',
    of: ['fifo', 'lifo', 'priority'],
    default: 'fifo',
    summary: 'who is next: the first, the last, or the lowest x-bench-priority',
  },
} as const satisfies OptionSpecs;

/** Slots of the mock server and the queue before them. */
export type QueueInput = OptionInput<typeof queueOptions> & {
  /** Status for a request that finds no place. @default 529 */
  readonly whenFull?: QueuePlan['whenFull'];
};

const STATUSES: readonly QueuePlan['whenFull'][] = [429, 503, 529];

const whenFull = leaf(
  (value) => STATUSES.find((status) => status === value),
  expected('429, 503 or 529'),
);

export const queueSchema = fields(
  { ...optionShape(queueOptions), whenFull: whenFull.prefault(529) },
  'options, for example { slots: 32 }',
);
