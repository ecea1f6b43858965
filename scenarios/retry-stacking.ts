import Anthropic from '@anthropic-ai/sdk';
import type { CustomContext } from 'llm-bench';
import { constant, custom, defineScenario, mock, retry } from 'llm-bench';

/**
 * What do stacked retries cost? An SDK that retries twice, in a loop of ours that retries three times, against a server
 * that is always overloaded: 3 × 4 = 12 requests for each item, of which the loop has seen 4. Nothing is answered, so
 * that the run ends with exit code 12, though all of its thresholds hold.
 *
 * Run it with: bench run scenarios/retry-stacking.ts --clock virtual
 */
const OWN_RETRIES = 3;

function asking(maxRetries: number, ownRetries: number) {
  return custom(async ({ items, fetch, baseURL, clock }: CustomContext) => {
    const anthropic = new Anthropic({ apiKey: 'mock', baseURL, fetch, maxRetries });
    const ask = (content: string) =>
      anthropic.messages.create({
        model: 'mock-llm-1',
        max_tokens: 64,
        messages: [{ role: 'user', content }],
      });
    for await (const { prompt } of items) {
      for (let retries = 0; retries <= ownRetries; retries++) {
        const answer = await ask(prompt).catch(() => undefined);
        if (answer) break;
        await clock.sleep(1_000);
      }
    }
  });
}

export default defineScenario({
  name: 'retry-stacking',
  question: 'What do stacked retries cost?',
  target: mock({
    latency: constant({ ms: '1s' }),
    faults: { overloaded: { kind: 'status', status: 529 } },
  }),
  workload: { count: 10, prompt: (i) => `Summarise document ${i}.`, maxTokens: 64 },
  retry: retry.none(),
  strategies: {
    none: asking(0, 0),
    sdk: asking(2, 0),
    own: asking(0, OWN_RETRIES),
    stacked: asking(2, OWN_RETRIES),
  },
  thresholds: {
    'amplification{strategy=none}': 'value == 1',
    'amplification{strategy=sdk}': 'value == 3',
    'amplification{strategy=own}': 'value == 4',
    'amplification{strategy=stacked}': 'value == 12',
  },
});
