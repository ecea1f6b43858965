import type { CustomContext } from 'llm-bench';
import { constant, custom, defineScenario, mock, retry } from 'llm-bench';

/**
 * What if a semaphore is not released when a call throws? Size 5, 100 calls of 2 s, every third answer is refused by the
 * code. Without `finally` each of those keeps its slot: after 12 s all 5 are lost, 13 calls were made (8 ok, 5 failed),
 * and 87 items wait for ever. Virtual time sees at once that nothing can happen any more, and the run ends with exit code
 * 12. With `finally` all 100 settle.
 *
 * Run it with: bench run scenarios/semaphore-leak.ts --clock virtual
 */
class Semaphore {
  readonly #waiting: (() => void)[] = [];
  #free: number;

  constructor(size: number) {
    this.#free = size;
  }

  async acquire(): Promise<void> {
    if (this.#free > 0) this.#free--;
    else await new Promise<void>((resolve) => this.#waiting.push(resolve));
  }

  release(): void {
    const next = this.#waiting.shift();
    if (next) next();
    else this.#free++;
  }
}

async function leaking({ items, call }: CustomContext): Promise<void> {
  const semaphore = new Semaphore(5);
  const calls: Promise<void>[] = [];
  for await (const item of items) {
    await semaphore.acquire();
    const work = call(item).then(() => semaphore.release());
    calls.push(work.catch(() => {}));
  }
  await Promise.all(calls);
}

async function releasing({ items, call }: CustomContext): Promise<void> {
  const semaphore = new Semaphore(5);
  const calls: Promise<void>[] = [];
  for await (const item of items) {
    await semaphore.acquire();
    const work = call(item).finally(() => semaphore.release());
    calls.push(work.then(() => {}).catch(() => {}));
  }
  await Promise.all(calls);
}

export default defineScenario({
  name: 'semaphore-leak',
  question: 'What if a semaphore is not released when a call throws?',
  target: mock({ latency: constant({ ms: '2s' }) }),
  workload: { count: 100, prompt: (i) => `Summarise document ${i}.`, maxTokens: 64 },
  retry: retry.none(),
  expect: (_, { index }) => index % 3 !== 0 || 'every third answer is of no use',
  strategies: { leaking: custom(leaking), releasing: custom(releasing) },
  thresholds: {
    'coverage{strategy=leaking}': 'value == 8%',
    'coverage{strategy=releasing}': 'value == 66%',
    'makespan{strategy=releasing}': ['value >= 40s', 'value < 42s'],
  },
});
