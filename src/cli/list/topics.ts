import type { Entry } from './entry.ts';
import { entryOf, entryOptions } from './entry.ts';

/** One family of things that can be named. */
export interface Topic {
  /** Where its names are written, in at most 78 characters. */
  readonly use: string;
  /** Reads its registry, which is imported on use. */
  load(): Promise<readonly Entry[]>;
}

/** Everything that `bench list` knows, in the order in which it is printed. */
export const TOPICS = {
  strategies: {
    use: 'strategies: { name: semaphore({ size: 10 }) }',
    async load() {
      const { strategies } = await import('../../dispatch/strategies/registry.ts');
      return [...[...strategies.values()].map(entryOf), CUSTOM];
    },
  },
  arrivals: {
    use: 'load: poisson({ perSecond: 10 })',
    async load() {
      const { arrivals } = await import('../../scenario/arrivals/registry.ts');
      return [...arrivals.values()].map(entryOf);
    },
  },
  retries: {
    use: 'retry: retry({ maxRetries: 2 }) or retry: retry.anthropicSdk()',
    load: loadRetries,
  },
  workloads: {
    use: "workload: csv({ path: 'rows.csv', column: 'text' })",
    async load() {
      const { sources } = await import('../../scenario/workload/index.ts');
      return Object.values(sources).map(({ kind, summary }) => plain(kind, summary));
    },
  },
  apis: {
    use: "target: anthropic({ model: 'claude-haiku-4-5' })",
    async load() {
      const { providers } = await import('../../client/providers/registry.ts');
      return Object.values(providers).map(({ kind, summary, keyVariable }) =>
        plain(kind, `${summary} Its key is read from ${keyVariable}.`),
      );
    },
  },
  prices: {
    use: "US dollars for a million tokens; your own: prices: 'prices.json'",
    load: loadPrices,
  },
  presets: {
    use: "target: mock({ preset: 'rpm50' })",
    async load() {
      const { presets } = await import('../../../mock-server/presets.ts');
      return Object.entries(presets).map(([name, { summary }]) => plain(name, summary));
    },
  },
  latencies: {
    use: "target: mock({ latency: lognormal({ mean: '2s' }) })",
    async load() {
      const { latencies, shapes } = await import('../../../mock-server/latency/registry.ts');
      return [...latencies.values(), ...shapes.values()].map(entryOf);
    },
  },
  loads: {
    use: 'target: mock({ load: linear({ alpha: 0.02 }) })',
    async load() {
      const { loads } = await import('../../../mock-server/load/registry.ts');
      return [...loads.values()].map(entryOf);
    },
  },
  faults: {
    use: "target: mock({ faults: { busy: { kind: 'status', rate: 0.01 } } })",
    async load() {
      const { faults } = await import('../../../mock-server/faults/registry.ts');
      return [...faults.values()].map(entryOf);
    },
  },
  metrics: {
    use: "thresholds: { latency: 'p95 < 800ms', errors: 'rate < 1%' }",
    async load() {
      const { METRICS } = await import('../../core/metric.ts');
      return Object.entries(METRICS).map(([name, { kind, summary }]) =>
        plain(name, `${kind}: ${summary}`),
      );
    },
  },
  outputs: {
    use: 'written by bench run',
    async load() {
      const { renderers } = await import('../../render/index.ts');
      return renderers.map(({ name, summary }) => plain(name, summary));
    },
  },
} as const satisfies Readonly<Record<string, Topic>>;

export type TopicName = keyof typeof TOPICS;

export const TOPIC_NAMES = Object.keys(TOPICS) as readonly TopicName[];

/** No variant of a registry: it has no options, but a function. */
const CUSTOM: Entry = {
  name: 'custom',
  summary:
    'Your own code, with its own client and retries: custom(async ({ items, call }) => { … }).',
  options: [],
};

async function loadRetries(): Promise<readonly Entry[]> {
  const { retryOptions } = await import('../../dispatch/retries/policy.ts');
  const { retry } = await import('../../scenario/retry.ts');
  const own: Entry = {
    name: 'retry',
    summary: 'What follows a failed attempt; the defaults are the recommended policy.',
    options: entryOptions(retryOptions),
  };
  const presets = Object.entries(retry).map(([name, build]) =>
    plain(`retry.${name}()`, `The same as retry({ ${optionList(build())} }).`),
  );
  return [own, ...presets];
}

/** US dollars for a million tokens, as the list that the package brings along has them. */
async function loadPrices(): Promise<readonly Entry[]> {
  const { listedPrices } = await import('../../scenario/prices/find-price.ts');
  const { date: listDate, models } = listedPrices();
  return Object.entries(models).map(
    ([model, { date = listDate, input, output, cacheRead = input, batch, long }]) => {
      const more = long
        ? `; above ${long.above} input tokens $${long.input} and $${long.output}`
        : '';
      const summary = `$${input} in, $${output} out, $${cacheRead} from a cache${more}; batch × ${batch} (${date}).`;
      return plain(model, summary);
    },
  );
}

function optionList(options: object): string {
  const text = (value: unknown) => (typeof value === 'string' ? `'${value}'` : String(value));
  return Object.entries(options)
    .map(([name, value]) => `${name}: ${text(value)}`)
    .join(', ');
}

function plain(name: string, summary: string): Entry {
  return { name, summary, options: [] };
}
