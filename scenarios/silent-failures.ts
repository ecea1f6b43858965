import type { CustomContext } from 'llm-bench';
import { constant, custom, defineScenario, gather, mock, retry } from 'llm-bench';

/**
 * Who notices failed items? Items 0, 3, 6 and 9 of 10 are refused. The common pattern lets failures out of the results
 * and returns normally: 6 summaries, and nobody asks for the other 4. The report does: `silent failures: 4`.
 *
 * Promise.all() is no better: it fails at the first refusal and leaves 6 calls running.
 *
 * Run it with: bench run scenarios/silent-failures.ts --clock virtual
 */
async function filterOut({ items, call }: CustomContext): Promise<string[]> {
  const calls: Promise<string>[] = [];
  for await (const item of items) calls.push(call(item));
  const results = await Promise.allSettled(calls);
  return results.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []));
}

async function promiseAll({ items, call }: CustomContext): Promise<string[]> {
  const calls: Promise<string>[] = [];
  for await (const item of items) calls.push(call(item));
  return Promise.all(calls).catch(() => []);
}

export default defineScenario({
  name: 'silent-failures',
  question: 'Who notices failed items?',
  target: mock({
    latency: constant({ ms: '1s' }),
    faults: { refused: { kind: 'status', status: 400, items: [0, 3, 6, 9] } },
  }),
  workload: { count: 10, prompt: (i) => `Summarise document ${i}.`, maxTokens: 64 },
  retry: retry.none(),
  strategies: {
    gather: gather(),
    'filter-out': custom(filterOut),
    'promise-all': custom(promiseAll),
  },
  thresholds: {
    'coverage{strategy=filter-out}': 'value == 60%',
    'coverage{strategy=promise-all}': 'value == 0',
  },
});
