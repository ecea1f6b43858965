import { seedRange } from '../../../analyze/seed-names.ts';
import type { MockHost } from '../../../core/health.ts';
import type { Plan } from '../../../core/plan.ts';
import type {
  ClockResult,
  Distribution,
  DistributionName,
  Environment,
  RunResult,
} from '../../../core/run-result.ts';
import { DISTRIBUTIONS } from '../../../core/run-result.ts';
import { formatCount, formatDuration, formatUsd, MISSING } from '../../format.ts';
import { indentJson } from '../../json.ts';

/** Everything that is needed to measure again, and every percentile that was measured. */
export interface ReproduceView {
  readonly command: string;
  readonly facts: readonly Fact[];
  readonly plan: string;
  readonly percentileLabels: readonly string[];
  readonly distributions: readonly DistributionTable[];
}

interface Fact {
  readonly name: string;
  readonly value: string;
}

interface DistributionTable {
  readonly metric: string;
  readonly meaning: string;
  readonly rows: readonly { readonly name: string; readonly values: readonly string[] }[];
}

const MEANINGS: Readonly<Record<DistributionName, string>> = {
  latency: 'answered items, from the moment they could have started to the answer',
  call: 'answered items, first send to the answer, retries and back-off inside',
  service: 'ok attempts, send to end',
  attempt: 'attempts, however they ended, send to end',
  queue: 'items with an attempt, due to first send',
  backoff: 'items with an attempt, waiting on purpose between attempts',
  lag: 'items with an attempt, from the moment they should have started to the one they were released',
  connect: 'attempts on a new socket, send to socket ready',
  ttfb: 'attempts with a head, send to headers',
  ttft: 'ok streaming attempts, send to first token, reasoning included',
  ttft_response:
    'answered streaming items, from the moment they should have started to the first token',
  ttfo: 'ok streaming attempts, send to first output, reasoning not included',
  inter_token_latency: 'ok streaming attempts, first to last token by output tokens less one',
  inter_chunk_latency: 'ok streaming attempts, every gap between two arrivals of tokens',
  longest_stall: 'ok streaming attempts, longest gap between two arrivals of tokens',
  incomplete_age: 'items that were cut off, from the moment they should have started to the cut',
};

export function reproduceView(result: RunResult): ReproduceView {
  const { environment, plan, clock, mock } = result;
  return {
    command: commandOf(result),
    facts: [
      { name: plan.seeds.length > 1 ? 'seeds' : 'seed', value: seedRange(plan.seeds) },
      { name: 'clock', value: clock.kind },
      ...(clock.kind === 'virtual' ? virtualFacts(clock) : []),
      { name: 'llm-bench', value: environment.tool },
      { name: 'Node.js', value: environment.node },
      ...(clock.kind === 'real' ? machineFacts(environment) : []),
      ...mockFacts(mock),
      ...priceFacts(plan),
    ],
    plan: indentJson(plan),
    percentileLabels: ['n', 'min', 'p50', 'p90', 'p95', 'p99', 'max', 'mean'],
    distributions: DISTRIBUTIONS.filter((metric) => isMeasured(metric, clock)).flatMap((metric) =>
      tableOf(result, metric),
    ),
  };
}

function commandOf({ scenario, file, plan: { seed, seeds, clock } }: RunResult): string {
  const times = clock === 'virtual' ? '--seeds' : '--rounds';
  return [
    `npx bench run ${file ?? `scenarios/${scenario}.ts`}`,
    ...(clock === 'virtual' ? ['--clock virtual'] : []),
    `--seed ${seed}`,
    ...(seeds.length > 1 ? [`${times} ${seeds.length}`] : []),
  ].join(' ');
}

function virtualFacts({ fingerprint, events, virtual_ms, leftover_timers }: ClockResult): Fact[] {
  return [
    { name: 'fingerprint', value: fingerprint ?? MISSING },
    { name: 'events', value: formatCount(events) },
    { name: 'simulated time', value: formatDuration(virtual_ms) },
    ...(leftover_timers ? [{ name: 'timers left', value: formatCount(leftover_timers) }] : []),
  ];
}

/** Virtual time is the same on every machine; real time is not. */
function machineFacts({ os, arch, cpu, cores, memory_gib, ci }: Environment): Fact[] {
  return [
    { name: 'system', value: `${os}, ${arch}` },
    { name: 'processor', value: `${cpu}, ${cores} cores` },
    { name: 'memory', value: `${memory_gib} GiB` },
    ...(ci === undefined ? [] : [{ name: 'CI runner', value: ci }]),
  ];
}

const HOSTS = {
  http: 'over HTTP, in a process of its own',
  'in-process': 'in the same process, without sockets',
} as const satisfies Record<MockHost['host'], string>;

const PACINGS = {
  auto: 'polls until a reply is due, above 10,000 events a second once a millisecond',
  spin: 'polls until a reply is due',
  timer: 'sleeps until a reply is due',
  tick: 'sends once a millisecond',
  virtual: 'every reply at its instant',
} as const satisfies Record<MockHost['pacing'], string>;

function mockFacts(mock: MockHost | undefined): Fact[] {
  if (!mock) return [];
  return [
    { name: 'mock server', value: HOSTS[mock.host] },
    { name: 'its pacing', value: `${mock.pacing}: ${PACINGS[mock.pacing]}` },
  ];
}

function priceFacts({ price, target }: Plan): Fact[] {
  if (!price) return [];
  const { inputUsd, outputUsd, date } = price;
  const each = `${formatUsd(inputUsd)} in, ${formatUsd(outputUsd)} out for a million tokens`;
  return [{ name: 'prices', value: `${each} (${target.model}, ${date})` }];
}

/** Virtual time has no sockets. */
function isMeasured(metric: DistributionName, { kind }: ClockResult): boolean {
  return kind === 'real' || metric !== 'connect';
}

function tableOf({ strategies }: RunResult, metric: DistributionName): DistributionTable[] {
  const rows = strategies.flatMap(({ name, metrics }) => {
    const distribution = metrics[metric];
    return distribution ? [{ name, values: valuesOf(distribution) }] : [];
  });
  return rows.length === 0 ? [] : [{ metric, meaning: MEANINGS[metric], rows }];
}

function valuesOf({ count, ...ms }: Distribution): readonly string[] {
  return [
    formatCount(count),
    ...[ms.min_ms, ms.p50_ms, ms.p90_ms, ms.p95_ms, ms.p99_ms, ms.max_ms, ms.mean_ms].map((value) =>
      formatDuration(value),
    ),
  ];
}
