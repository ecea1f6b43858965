const PACKAGE = 'llm-bench';

/** A scenario to begin with: it runs as it is, and says at each place what to put there. */
export const SCENARIO_TEMPLATE = `import { defineScenario, mock, retry, semaphore, sequential, sweep, waves } from '${PACKAGE}';

export default defineScenario({
  name: 'my-calls',
  question: 'How many of my calls should be in flight?',

  // What is asked: a mock server with the latency and the limits of your API.
  // \`bench mock --list-presets\` names ready-made ones, \`bench list latencies\` the distributions.
  target: mock({
    latency: { kind: 'lognormal', mean: '2s', cv: 0.35 },
    limits: { rpm: 50, burst: 50 },
  }),
  // The real one, with ANTHROPIC_API_KEY or OPENAI_API_KEY set:
  // target: anthropic({ model: 'claude-haiku-4-5' }),
  // target: openai({ model: 'gpt-5-mini' }),

  // Your own prompts: a list, jsonl({ path }) or csv({ path, column }).
  workload: { count: 100, prompt: (i) => \`Classify the sentiment of review \${i}.\`, maxTokens: 64 },

  // What your client does with a 429: \`bench list retries\`.
  retry: retry.anthropicSdk(),

  // What is compared: \`bench list strategies\`. The first one is the baseline.
  strategies: {
    sequential: sequential(),
    ...sweep('semaphore', [5, 10, 20], (size) => semaphore({ size })),
    waves: waves({ size: 5, pause: '1s' }),
  },

  // What must hold, or the run exits with 10:
  // thresholds: { latency: 'p95 < 60s', errors: 'rate < 1%' },
});
`;
