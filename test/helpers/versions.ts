import type { Scenario } from 'llm-bench';
import { constant, custom, defineScenario, mock } from 'llm-bench';

/** What a version of the code under test wastes, in milliseconds. */
interface Waste {
  /** Before every item. @default 0 */
  readonly everyItem?: number;
  /** Before every item at most this much more, drawn for each. @default 0 */
  readonly jitter?: number;
  /** Before the 17th item alone. @default 0 */
  readonly oneItem?: number;
  /** How long a call takes, and how many there are: 24 of 30 ms, or for a busy machine a few that are long. */
  readonly calls?: { readonly ms: number; readonly count: number };
  /** What it has to keep. @default nothing */
  readonly thresholds?: NonNullable<Scenario['thresholds']>;
}

/** Calls, four at a time, by code of its own: versions of it ask the same question. */
export function version({
  everyItem = 0,
  jitter = 0,
  oneItem = 0,
  calls = { ms: 30, count: 24 },
  thresholds = {},
}: Waste): Scenario {
  return defineScenario({
    name: 'versions',
    target: mock({ latency: constant({ ms: calls.ms }) }),
    workload: { count: calls.count, prompt: (i) => `Question ${i}.`, maxTokens: 8 },
    strategies: {
      own: custom(async ({ items, call, clock }) => {
        const queue = items[Symbol.asyncIterator]();
        const worker = async () => {
          for (let next = await queue.next(); !next.done; next = await queue.next()) {
            const wasted = everyItem + Math.random() * jitter;
            if (wasted > 0) await clock.sleep(wasted);
            if (next.value.index === 17 && oneItem > 0) await clock.sleep(oneItem);
            await call(next.value);
          }
        };
        await Promise.all([worker(), worker(), worker(), worker()]);
      }),
    },
    thresholds,
  });
}
