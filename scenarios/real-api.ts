import { env } from 'node:process';
import { anthropic, defineScenario, retry, semaphore, sequential } from 'llm-bench';

// The same questions to an OpenAI-compatible API: import openai instead, name its model, and its price in `prices`.
const { ANTHROPIC_BASE_URL: baseURL } = env;

/**
 * How does a real API answer: one call after the other, 4 and 8 at once? 20 short questions under each strategy.
 *
 * It needs ANTHROPIC_API_KEY. Before anything is sent, it says what it will cost (about 2 cents), and asks; where nobody can
 * answer, add --yes. It ends before it costs more than 5 cents. With ANTHROPIC_BASE_URL it asks a gateway, or the mock:
 *
 *     npx bench mock --port 4010
 *     ANTHROPIC_BASE_URL=http://127.0.0.1:4010 ANTHROPIC_API_KEY=mock npx bench run scenarios/real-api.ts
 *
 * Run it with: bench run scenarios/real-api.ts
 */
export default defineScenario({
  name: 'real-api',
  question: 'How does a real API answer one call after the other, 4 and 8 at once?',
  target: anthropic({
    model: 'claude-haiku-4-5',
    stream: true,
    ...(baseURL && { baseURL, keyVariable: 'ANTHROPIC_API_KEY' }),
  }),
  workload: {
    count: 20,
    prompt: (i) => `Name one word that rhymes with number ${i}. Answer with that word alone.`,
    maxTokens: 32,
  },
  retry: retry.anthropicSdk(),
  timeouts: { connect: '5s', firstToken: '20s', idle: '15s', total: '60s' },
  strategies: {
    sequential: sequential(),
    four: semaphore({ size: 4 }),
    eight: semaphore({ size: 8 }),
  },
  maxCost: 0.05,
});
