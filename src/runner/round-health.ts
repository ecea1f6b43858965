import type { GeneratorHealth, StrategyHealth } from '../core/health.ts';
import type { Truth } from '../core/truth.ts';
import type { StrategyRunOutput } from './run-strategy.ts';

interface Facts {
  readonly strategy: string;
  readonly size: number | undefined;
  readonly output: Pick<StrategyRunOutput, 'releases' | 'threads'>;
  readonly truth: Truth | undefined;
  /** Of this thread, which sends nothing where others share the round. */
  readonly generator: GeneratorHealth | undefined;
}

/** What decides whether a round is a result at all. */
export function roundHealth({ strategy, size, output, truth, generator }: Facts): StrategyHealth {
  const { releases, threads } = output;
  const sender = senderOf(generator, threads?.generator);
  return {
    strategy,
    ...(size !== undefined && { size }),
    ...(sender && { generator: sender }),
    ...(truth?.health && { mock: truth.health }),
    ...(releases && { releases }),
    ...(threads && { workers: threads.count }),
    ...(threads && threads.lost > 0 && { lost_workers: threads.lost }),
  };
}

/** Loops and pauses are those of the threads that send; what is of the process, or the machine, is told once. */
function senderOf(
  own: GeneratorHealth | undefined,
  threads: GeneratorHealth | undefined,
): GeneratorHealth | undefined {
  if (!own || !threads) return own;
  const { cpu_ms, rss_mib, steal_share } = own;
  return { ...threads, cpu_ms, rss_mib, ...(steal_share !== undefined && { steal_share }) };
}
