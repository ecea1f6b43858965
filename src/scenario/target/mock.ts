import type { z } from 'zod';
import type * as latencyModels from '../../../mock-server/latency/index.ts';
import type { phased } from '../../../mock-server/latency/phased.ts';
import { latencies, shapes } from '../../../mock-server/latency/registry.ts';
import { batchStep } from '../../../mock-server/load/batch-step.ts';
import type * as loadModels from '../../../mock-server/load/index.ts';
import { loads } from '../../../mock-server/load/registry.ts';
import type { PresetName } from '../../../mock-server/presets.ts';
import type { OptionInput, OptionSpecs } from '../../core/option.ts';
import type { TargetPlan } from '../../core/plan.ts';
import type { VariantDefinition } from '../../core/variant.ts';
import { fields } from '../check/fields.ts';
import { refuse, text } from '../check/leaf.ts';
import { optionShape, variantSchema } from '../check/options.ts';
import type { ConnectionOptions } from './connection.ts';
import { connectionOptions } from './connection.ts';
import type { BatchesInput } from './mock-batches.ts';
import { batchesSchema } from './mock-batches.ts';
import type { FaultInput } from './mock-faults.ts';
import { faultsSchema } from './mock-faults.ts';
import type { LimitsInput } from './mock-limits.ts';
import { limitsSchema } from './mock-limits.ts';
import { withPresets } from './mock-presets.ts';
import { withProfile } from './mock-profile.ts';
import type { QueueInput } from './mock-queue.ts';
import { queueSchema } from './mock-queue.ts';
import type { DurationInput, RetryAfterInput, TokensInput } from './mock-replies.ts';
import { durationSchema, retryAfterSchema, tokensSchema } from './mock-replies.ts';
import { splitWire, wireOptions } from './mock-wire.ts';
import { checkWorkspaces, workspacesSchema } from './mock-workspaces.ts';

const mockOptions = {
  api: {
    type: 'choice',
    of: ['anthropic', 'openai'],
    default: 'anthropic',
    summary: 'the API shape that it speaks',
  },
  ...connectionOptions,
  cacheReadTokens: {
    type: 'count',
    min: 0,
    optional: true,
    summary: 'input tokens that come out of a cache, unless the request says',
  },
  headers: {
    type: 'choice',
    of: ['anthropic', 'openai', 'azure', 'azure-gaps', 'none'],
    optional: true,
    summary: 'how replies tell the state of limits; as the API does unless named',
  },
  headersOnErrors: {
    type: 'flag',
    optional: true,
    summary: 'whether 413, a full queue and faults tell it, too; nobody knows what real servers do',
  },
} as const satisfies OptionSpecs;

type InputOf<M> = {
  [K in keyof M]: M[K] extends (...options: never) => infer I ? I : never;
}[keyof M];

/**
 * A latency model of the mock server: `lognormal({ mean: '2s' })`, or the object that it makes,
 * `{ kind: 'lognormal', mean: '2s' }`.
 */
export type LatencyInput = InputOf<typeof latencyModels> | InputOf<{ phased: typeof phased }>;

/** A load model of the mock server: `curve({ points })` or `{ kind: 'curve', points }`. */
export type LoadInput = InputOf<typeof loadModels>;

export type MockOptions = ConnectionOptions &
  OptionInput<typeof mockOptions> &
  OptionInput<typeof wireOptions> & {
    /** Options to start from; the later of several wins. @default none */
    readonly preset?: PresetName | readonly PresetName[];
    /**
     * File of a profile that `bench calibrate` wrote, relative to the scenario's folder: options that are read off a recorded run,
     * over those of presets and under those beside it. @default none
     */
    readonly profile?: string;
    /** @default 'mock' */
    readonly model?: string;
    /**
     * Service time of a request that is alone on the server: a distribution of the whole, or
     * `phased({ ttft, itl })`. @default the load's first point
     */
    readonly latency?: LatencyInput;
    /** Tokens of a reply's text, before maxTokens cuts them. @default 50 */
    readonly outputTokens?: TokensInput;
    /** Tokens of thinking, which come before the text. @default 0 */
    readonly thinkingTokens?: TokensInput;
    /** Tokens in one event of a stream. @default 1 */
    readonly tokensPerEvent?: TokensInput;
    /** How long a refusal takes. @default 0 */
    readonly rejectLatency?: DurationInput;
    /** How service slows down with the number of requests in service. @default none() */
    readonly load?: LoadInput;
    /** Requests above these are answered with 429. @default no limits */
    readonly limits?: LimitsInput;
    /** What refused clients are told. @default 'exact-ceil': whole seconds, never too few */
    readonly retryAfter?: RetryAfterInput;
    /** API keys by the workspace that they belong to. @default no workspaces */
    readonly workspaces?: Readonly<Record<string, readonly string[]>>;
    /** Slots, and a queue before them. @default a slot for everybody */
    readonly queue?: QueueInput;
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

export const latencySchema = variantSchema(
  new Map<string, VariantDefinition>([...latencies, ...shapes]),
  { noun: 'a latency model', example: "lognormal({ mean: '2s' })" },
);

export const loadSchema = variantSchema(loads, {
  noun: 'a load model',
  example: 'curve({ points: [[1, 82], [10, 110]] })',
});

/** @param directory where the path of a profile starts */
export function mockSchema(seed: number, directory: string): z.ZodType<TargetPlan> {
  const shape = {
    ...optionShape(mockOptions),
    model: text("a model's id").prefault('mock'),
    latency: latencySchema.exactOptional(),
    load: loadSchema.prefault({ kind: 'none' }),
    outputTokens: tokensSchema(1).prefault(50),
    thinkingTokens: tokensSchema(0).exactOptional(),
    tokensPerEvent: tokensSchema(1).exactOptional(),
    rejectLatency: durationSchema.prefault(0),
    limits: limitsSchema.prefault({}),
    retryAfter: retryAfterSchema.exactOptional(),
    queue: queueSchema.exactOptional(),
    ...optionShape(wireOptions),
    workspaces: workspacesSchema.exactOptional(),
    faults: faultsSchema.prefault({}),
    batches: batchesSchema.prefault({}),
  };
  return withProfile(directory)
    .pipe(withPresets)
    .pipe(fields(shape, 'options'))
    .transform((options, context) => {
      const { wire, rest } = splitWire(options);
      const { api, model, stream, client, freshClient, limits, ...server } = rest;
      checkWorkspaces([...limits.limits, limits.concurrency ?? {}], wire, context);
      if (server.latency !== undefined && server.load.kind === batchStep.kind) {
        const hint = 'there the time follows from tokens: leave latency out.';
        refuse(context, { message: `has no meaning with ${batchStep.kind}.`, hint }, ['latency']);
      }
      return {
        kind: 'mock',
        api,
        model,
        stream,
        client,
        freshClient,
        mock: { seed, ...server, ...limits, wire },
      };
    });
}
