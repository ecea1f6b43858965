import type { Jobs } from '../../core/job.ts';
import { startBounded } from '../bounded.ts';
import { defineStrategy } from '../define-strategy.ts';

export const gather = defineStrategy({
  kind: 'gather',
  term: 'unbounded fan-out',
  summary: 'Every item at once: `Promise.all` over the whole list.',
  options: {
    settle: {
      type: 'choice',
      of: ['all', 'first-error'],
      optional: true,
      summary: 'when it returns: after all items, unless named, or at the first that fails',
    },
  },
  // The first failure must end all of them.
  divides: ({ settle }) => (settle === 'first-error' ? undefined : []),
  width: () => undefined,
  create: ({ settle = 'all' }) => ({
    run: (jobs) => (settle === 'all' ? startAll(jobs, () => {}) : untilFirstError(jobs)),
  }),
});

function startAll(jobs: Jobs, onFailure: () => void): Promise<void> {
  return startBounded(jobs, Number.POSITIVE_INFINITY, async (job) => {
    const { outcome } = await job.run();
    if (outcome.kind !== 'ok') onFailure();
  });
}

/** Like `Promise.all`: what is running when it returns goes on running, and nobody waits for it. */
async function untilFirstError(jobs: Jobs): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    startAll(jobs, resolve).then(resolve, reject);
  });
}
