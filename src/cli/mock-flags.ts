import { latencies } from '../../mock-server/latency/registry.ts';
import { parseFailures } from './failure-flags.ts';
import { parseFaults } from './fault-flag.ts';

/** Flags of `bench mock` that say how the server behaves, as commander reads them. */
export interface ModelFlags {
  readonly preset?: readonly string[];
  readonly profile?: string;
  readonly latency?: string;
  readonly timeToFirstToken?: string;
  readonly interTokenLatency?: string;
  readonly perInputToken?: string;
  readonly outputTokens?: string;
  readonly thinking?: string;
  readonly tokensPerEvent?: string;
  readonly curve?: string;
  readonly curveSampling?: string;
  readonly slots?: string;
  readonly maxWaiting?: string;
  readonly maxWait?: string;
  readonly whenFull?: string;
  readonly discipline?: string;
  readonly rpm?: string;
  readonly rpd?: string;
  readonly itpm?: string;
  readonly otpm?: string;
  readonly tpm?: string;
  readonly burst?: string;
  readonly maxConcurrent?: string;
  readonly spendCap?: string;
  readonly ramp?: string | true;
  readonly limitAlgorithm?: string;
  readonly accounting?: string;
  readonly countRejected?: true;
  readonly headers?: string;
  readonly retryAfter?: string;
  readonly rejectLatency?: string;
  readonly fault?: readonly string[];
  readonly failureInjectionRate?: string;
  readonly failureTypes?: string;
  readonly pings?: string;
  readonly padding?: true;
  readonly obfuscation?: true;
  readonly batchDelay?: string;
  readonly batchThroughput?: string;
  readonly batchTimeScale?: string;
}

type Options = Readonly<Record<string, unknown>>;

/**
 * Flags as the options of a scenario's `mock({ … })`, so that both are checked by the same rules.
 * What is not named is left out.
 */
export function mockOptionsOf(flags: ModelFlags): Options {
  const { latency, curve, rejectLatency, outputTokens, thinking, tokensPerEvent } = flags;
  return present({
    preset: flags.preset,
    profile: flags.profile,
    latency: latencyOf(flags) ?? read(latency, parseLatency),
    load: read(curve, (points) =>
      present({
        kind: 'curve',
        points: parsePoints(points),
        sampling: flags.curveSampling,
      }),
    ),
    outputTokens: read(outputTokens, parseAmount),
    thinkingTokens: read(thinking, parseAmount),
    tokensPerEvent: read(tokensPerEvent, parseAmount),
    rejectLatency: read(rejectLatency, parseAmount),
    queue: group({
      slots: read(flags.slots, scalar),
      maxWaiting: read(flags.maxWaiting, scalar),
      maxWait: read(flags.maxWait, scalar),
      whenFull: read(flags.whenFull, scalar),
      discipline: flags.discipline,
    }),
    limits: limitsOf(flags),
    headers: flags.headers,
    retryAfter: flags.retryAfter,
    faults: group({ ...parseFaults(flags.fault ?? []), ...parseFailures(flags) }),
    pings: read(flags.pings, scalar),
    padding: flags.padding,
    obfuscation: flags.obfuscation,
    batches: group({
      delay: read(flags.batchDelay, scalar),
      perSecond: read(flags.batchThroughput, scalar),
      timeScale: read(flags.batchTimeScale, scalar),
    }),
  });
}

/** Phases, when one of them is named. */
function latencyOf(flags: ModelFlags): Options | undefined {
  const { timeToFirstToken: ttft, interTokenLatency: itl, perInputToken } = flags;
  const phases = group({
    ttft: read(ttft, parseAmount),
    itl: read(itl, parseAmount),
    perInputToken: read(perInputToken, scalar),
  });
  return phases && { kind: 'phased', ...phases };
}

function limitsOf(flags: ModelFlags): Options | undefined {
  const { ramp, spendCap, limitAlgorithm, accounting, countRejected } = flags;
  const numbers = ['rpm', 'rpd', 'itpm', 'otpm', 'tpm', 'burst', 'maxConcurrent'] as const;
  return group({
    ...Object.fromEntries(numbers.map((name) => [name, read(flags[name], scalar)])),
    ramp: ramp === true ? {} : read(ramp, (factor) => ({ factor: scalar(factor) })),
    spendCap: read(spendCap, (usd) => ({ usd: scalar(usd) })),
    algorithm: limitAlgorithm,
    accounting,
    countRejected,
  });
}

/**
 * `lognormal:2s,0.35` or `lognormal:median=2s,sigma=0.3`: the model, then its options, by name or in
 * the order in which its definition lists them. A plain duration is a constant one.
 */
function parseLatency(text: string): Options {
  const amount = parseAmount(text);
  return typeof amount === 'object' ? amount : { kind: 'constant', ms: amount };
}

/** A number or a duration, or a distribution. */
function parseAmount(text: string): number | string | Options {
  const [kind = '', list] = text.split(':', 2);
  const definition = latencies.get(kind);
  if (definition === undefined && list === undefined) return scalar(text);
  return { kind, ...parseList(list ?? '', Object.keys(definition?.options ?? {})) };
}

function parsePoints(text: string): unknown[] {
  return text.split(',').map((point) => point.split(':').map(scalar));
}

/** `a,b=2`: values by their names, or by the names that belong to their places. */
function parseList(text: string, names: readonly string[]): Options {
  const parts = text === '' ? [] : text.split(',');
  return Object.fromEntries(
    parts.map((part, place) => {
      const [name = '', value] = part.split('=', 2);
      if (value !== undefined) return [name, scalar(value)];
      return [names[place] ?? `#${place + 1}`, scalar(part)];
    }),
  );
}

/** A number where it is one; durations with a unit stay text. */
function scalar(text: string): number | string {
  const value = Number(text);
  return text.trim() === '' || Number.isNaN(value) ? text : value;
}

function read<T, R>(value: T | undefined, parse: (value: T) => R): R | undefined {
  return value === undefined ? undefined : parse(value);
}

function present(options: Options): Options {
  return Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined));
}

/** @returns `undefined` when nothing in it is named */
function group(options: Options): Options | undefined {
  const named = present(options);
  return Object.keys(named).length > 0 ? named : undefined;
}
