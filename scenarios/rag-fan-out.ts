import type { CustomContext } from 'llm-bench';
import { custom, defineScenario, lognormal, mock, retry, semaphore } from 'llm-bench';

/**
 * How fast is an answer that needs 50 documents first? Each call takes 1 s (cv 0.35); the answer starts when the last
 * document is read. Over 20 seeds on the virtual clock:
 *
 *     15 at once     5.2 ± 0.5 s
 *     waves of 15    7.7 ± 0.7 s: each wave waits for its slowest call
 *     one by one    51.2 ± 1.7 s
 *
 * Run it with: bench run scenarios/rag-fan-out.ts --clock virtual --seeds 20
 */
const documents = Array.from({ length: 50 }, (_, i) => `Summarise document ${i}.`);
const WAVE = 15;

/** The same in waves, as existing code may have it. */
async function inWaves({ items, call }: CustomContext): Promise<void> {
  for await (const item of items) {
    const summaries: string[] = [];
    for (let from = 0; from < documents.length; from += WAVE) {
      const wave = documents.slice(from, from + WAVE);
      summaries.push(...(await Promise.all(wave.map((prompt) => call(item, { prompt })))));
    }
    await call(item, { system: summaries.join('\n') });
  }
}

export default defineScenario({
  name: 'rag-fan-out',
  question: 'How fast is an answer that needs 50 documents first?',
  seed: 100,
  target: mock({ latency: lognormal({ mean: '1s', cv: 0.35 }) }),
  workload: [{ prompt: 'What do the 50 documents have in common?', maxTokens: 64 }],
  retry: retry.none(),
  task: async ({ prompt }, { call, map }) => {
    const summaries = await map(documents, documents.length, (document) =>
      call({ prompt: document }),
    );
    return call({ prompt, system: summaries.join('\n') });
  },
  strategies: {
    'one-by-one': semaphore({ size: 1, scope: 'attempt' }),
    'waves-15': custom(inWaves),
    'fan-out-15': semaphore({ size: 15, scope: 'attempt' }),
  },
  thresholds: {
    'makespan{strategy=fan-out-15}': ['value > 3.5s', 'value < 7.5s'],
    'makespan{strategy=one-by-one}': ['value > 44s', 'value < 58s'],
  },
});
