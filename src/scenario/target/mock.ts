import type { z } from 'zod';
import type * as latencyModels from '../../../mock-server/latency/index.ts';
import { latencies } from '../../../mock-server/latency/registry.ts';
import type * as loadModels from '../../../mock-server/load/index.ts';
import { loads } from '../../../mock-server/load/registry.ts';
import type { LimitPlan } from '../../core/mock-plan.ts';
import type { OptionInput, OptionSpecs } from '../../core/option.ts';
import type { TargetPlan } from '../../core/plan.ts';
import { fields } from '../check/fields.ts';
import { refuse, text } from '../check/leaf.ts';
import { optionShape, optionsSchema, variantSchema } from '../check/options.ts';
import type { ConnectionOptions } from './connection.ts';
import { connectionOptions } from './connection.ts';
import type { BatchesInput } from './mock-batches.ts';
import { batchesSchema } from './mock-batches.ts';
import type { FaultInput } from './mock-faults.ts';
import { faultsSchema } from './mock-faults.ts';
import { splitWire, wireOptions } from './mock-wire.ts';

const mockOptions = {
  api: {
    type: 'choice',
    of: ['anthropic', 'openai'],
    default: 'anthropic',
    summary: 'the API shape that it speaks',
  },
  ...connectionOptions,
  rejectLatency: { type: 'duration', default: 0, summary: 'how long a refusal takes' },
  outputTokens: {
    type: 'count',
    min: 1,
    default: 50,
    summary: 'output tokens of a reply, before maxTokens cuts them',
  },
} as const satisfies OptionSpecs;

const limitOptions = {
  rpm: {
    type: 'number',
    min: 0.001,
    optional: true,
    summary: 'requests per minute; absent = no limit',
    hint: 'for no limit leave it out.',
  },
  burst: {
    type: 'count',
    min: 1,
    optional: true,
    summary: 'requests at once after a pause; rpm unless named',
  },
} as const satisfies OptionSpecs;

type InputOf<M> = {
  [K in keyof M]: M[K] extends (...options: never) => infer I ? I : never;
}[keyof M];

/**
 * A latency model of the mock server: `lognormal({ mean: '2s' })`, or the object that it makes,
 * `{ kind: 'lognormal', mean: '2s' }`.
 */
export type LatencyInput = InputOf<typeof latencyModels>;

/** A load model of the mock server: `curve({ points })` or `{ kind: 'curve', points }`. */
export type LoadInput = InputOf<typeof loadModels>;

export type MockOptions = ConnectionOptions &
  OptionInput<typeof mockOptions> &
  OptionInput<typeof wireOptions> & {
    /** @default 'mock' */
    readonly model?: string;
    /** Service time of a request that is alone on the server. @default the load's first point */
    readonly latency?: LatencyInput;
    /** How service slows down with the number of requests in service. @default none() */
    readonly load?: LoadInput;
    /** Requests above these are answered with 429. @default no limits */
    readonly limits?: OptionInput<typeof limitOptions>;
    /** What goes wrong on purpose, each under a name of your own. @default nothing */
    readonly faults?: Readonly<Record<string, FaultInput>>;
    /** How Message Batches are worked on. */
    readonly batches?: BatchesInput;
  };

export type MockTarget = MockOptions & { readonly kind: 'mock' };

/**
 * The mock server, started by the run on a free port: it costs nothing and answers the same way
 * every time.
 */
export function mock(options: MockOptions = {}): MockTarget {
  return { kind: 'mock', ...options };
}

export function mockSchema(seed: number): z.ZodType<TargetPlan> {
  const shape = {
    ...optionShape(mockOptions),
    model: text("a model's id").prefault('mock'),
    latency: variantSchema(latencies, {
      noun: 'a latency model',
      example: "lognormal({ mean: '2s' })",
    }).exactOptional(),
    load: variantSchema(loads, {
      noun: 'a load model',
      example: 'curve({ points: [[1, 82], [10, 110]] })',
    }).prefault({ kind: 'none' }),
    limits: limitsSchema.prefault({}),
    ...optionShape(wireOptions),
    faults: faultsSchema.prefault({}),
    batches: batchesSchema.prefault({}),
  };
  return fields(shape, 'options').transform(
    ({ latency, load, limits, rejectLatency, outputTokens, faults, batches, ...options }) => {
      const { wire, rest: connection } = splitWire(options);
      return {
        kind: 'mock',
        ...connection,
        mock: {
          seed,
          ...(latency === undefined ? {} : { latency }),
          load,
          limits,
          rejectLatency,
          outputTokens,
          wire,
          faults,
          batches,
        },
      };
    },
  );
}

const limitsSchema = optionsSchema(limitOptions, 'limits, for example { rpm: 50 }').transform(
  ({ rpm, burst }, context): LimitPlan[] => {
    if (rpm !== undefined) return [requestsPerMinute(rpm, burst)];
    if (burst !== undefined) {
      const hint = 'name the limit that it belongs to: limits: { rpm: 50, burst: 5 }.';
      refuse(context, { message: 'burst has no meaning without rpm.', hint }, ['burst']);
    }
    return [];
  },
);

function requestsPerMinute(rpm: number, burst = Math.max(1, Math.floor(rpm))): LimitPlan {
  return { dimension: 'requests', algorithm: 'token-bucket', limit: rpm, window: 60_000, burst };
}
