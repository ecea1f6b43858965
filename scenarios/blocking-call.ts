import { pbkdf2Sync } from 'node:crypto';
import { constant, custom, defineScenario, gather, mock } from 'llm-bench';

/**
 * What does a blocking call in the event loop do to the calls beside it? Twelve calls of 200 ms at once, and after every third
 * answer a hash that takes some hundred milliseconds of CPU: nothing is sent and nothing is read while it is computed.
 *
 * Expected on the real clock: `free` ends after 0.2 s; of `blocking` the tool says that its own event loop was the bottleneck,
 * so that its times are no result, and exits with 12. Virtual time, which does not see CPU time, is refused.
 */
export default defineScenario({
  name: 'blocking-call',
  question: 'What does a blocking call in the event loop do to the calls beside it?',
  clock: 'real',
  target: mock({ latency: constant({ ms: '200ms' }) }),
  workload: { count: 12, prompt: (i) => `Summarise page ${i}.`, maxTokens: 64 },
  strategies: {
    free: gather(),
    blocking: custom(async ({ items, call }) => {
      const running: Promise<void>[] = [];
      for await (const item of items) {
        running.push(
          call(item).then(() => {
            if (item.index % 3 === 0) pbkdf2Sync('x', 'salt', 600_000, 64, 'sha512');
          }),
        );
      }
      await Promise.all(running);
    }),
  },
});
