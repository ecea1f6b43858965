import type { Distribution, DistributionName, RunResult } from '../../../core/run-result.ts';
import { DISTRIBUTIONS } from '../../../core/run-result.ts';
import { formatCount, formatDuration } from '../../format.ts';

/** Everything that is needed to measure again, and every percentile that was measured. */
export interface ReproduceView {
  readonly command: string;
  readonly facts: readonly { readonly name: string; readonly value: string }[];
  readonly plan: string;
  readonly percentileLabels: readonly string[];
  readonly distributions: readonly DistributionTable[];
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
  queue: 'items with an attempt, due to first send',
  backoff: 'items with an attempt, waiting on purpose between attempts',
  ttfb: 'attempts with a head, send to headers',
  ttft: 'ok streaming attempts, send to first token',
  longest_stall: 'ok streaming attempts, longest gap between two arrivals of tokens',
  connect: 'attempts on a new socket, send to socket ready',
};

export function reproduceView(result: RunResult): ReproduceView {
  const { environment, seed, plan, scenario, clock } = result;
  return {
    command: `npx bench run scenarios/${scenario}.ts --seed ${seed}`,
    facts: [
      { name: 'seeds', value: plan.seeds.join(', ') },
      { name: 'clock', value: clock.kind },
      ...(clock.fingerprint ? [{ name: 'fingerprint', value: clock.fingerprint }] : []),
      { name: 'llm-bench', value: environment.tool },
      { name: 'Node.js', value: environment.node },
      { name: 'system', value: `${environment.os}, ${environment.arch}` },
      { name: 'processor', value: `${environment.cpu}, ${environment.cores} cores` },
      { name: 'memory', value: `${environment.memory_gib} GiB` },
    ],
    plan: JSON.stringify(plan, null, 2),
    percentileLabels: ['n', 'min', 'p50', 'p90', 'p95', 'p99', 'max', 'mean'],
    distributions: DISTRIBUTIONS.flatMap((metric) => tableOf(result, metric)),
  };
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
