import { constant, defineScenario, json, mock, retry, semaphore } from 'llm-bench';

/**
 * Of 100 answers that should be JSON, 10 come in a code fence, 5 behind a sentence, and 5 are cut.
 *
 * Expected, exactly: 95 answered when fences and sentences are taken off, 100 when the 5 others are asked for again. With
 * `expect: json()`, which takes nothing off, 80.
 */
const items = (from: number, count: number) => Array.from({ length: count }, (_, i) => from + i);

export default defineScenario({
  name: 'malformed-json',
  question: 'What if the answer is not JSON?',
  target: mock({
    latency: constant({ ms: '1s' }),
    // Each is spent when its items have been hit once: whoever asks again is given what was asked for.
    faults: {
      fenced: { kind: 'json-answer', form: 'fenced', items: items(0, 10), armed: 10 },
      preamble: { kind: 'json-answer', form: 'preamble', items: items(10, 5), armed: 5 },
      cut: { kind: 'json-answer', form: 'cut', items: items(15, 5), armed: 5 },
      fine: { kind: 'json-answer', form: 'plain' },
    },
  }),
  workload: { count: 100, prompt: (i) => `Classify review ${i}. Answer in JSON.`, maxTokens: 64 },
  retry: retry.none(),
  expect: json({ repair: 'extract' }),
  strategies: {
    once: semaphore({ size: 20 }),
    again: {
      ...semaphore({ size: 20 }),
      retry: retry({ maxRetries: 1, retryOn: 'invalid-output' }),
    },
  },
  thresholds: {
    'coverage{strategy=once}': 'value == 95%',
    'coverage{strategy=again}': 'value == 100%',
    'amplification{strategy=again}': 'value == 105%',
  },
});
