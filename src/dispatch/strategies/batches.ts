import type { BatchDraft, Batches } from '../../core/batches.ts';
import { MOST_REQUESTS } from '../../core/batches.ts';
import type { Job, Jobs } from '../../core/job.ts';
import type { Failure } from '../../core/outcome.ts';
import type { StrategyContext } from '../../core/strategy.ts';
import type { Milliseconds } from '../../core/units.ts';
import { defineStrategy } from '../define-strategy.ts';
import { isRetryable } from '../retries/retryable.ts';

interface Rule {
  readonly chunk: number;
  readonly poll: Milliseconds;
  readonly maxWait: Milliseconds;
  /** How often an errored item is sent again, at most. */
  readonly again: number;
}

/** An item that errors for ever is not sent for ever. */
const MOST_RESUBMISSIONS = 3;

export const batches = defineStrategy({
  kind: 'batches',
  term: 'asynchronous batch API',
  summary: 'Message Batches: many items in one request, polled until they are done, at half price.',
  options: {
    chunk: {
      type: 'count',
      min: 1,
      max: MOST_REQUESTS,
      default: MOST_REQUESTS,
      summary: 'items in a batch; fewer where 256 MB are reached before',
    },
    poll: { type: 'duration', default: 30_000, summary: 'from one look at a batch to the next' },
    maxWait: {
      type: 'duration',
      default: 86_400_000,
      summary: 'how long a batch may take; then it is cancelled, and what is done by then counts',
    },
    resubmit: {
      type: 'choice',
      of: ['none', 'errored'],
      default: 'none',
      summary:
        'whether items that errored for a passing reason go into another batch, up to 3 times',
    },
  },
  needs: 'batches',
  complete: (options) =>
    options.poll >= 1
      ? options
      : { mistake: 'poll', message: 'expected at least 1 ms.', hint: "poll: '30s' is usual." },
  width: () => undefined,
  create: ({ chunk, poll, maxWait, resubmit }) => ({
    run(jobs, context) {
      const again = resubmit === 'errored' ? MOST_RESUBMISSIONS : 0;
      return runBatches(jobs, context, { chunk, poll, maxWait, again });
    },
  }),
});

/** Fills one batch after the other and sends each when it is full, without waiting for those before it. */
async function runBatches(jobs: Jobs, context: StrategyContext, rule: Rule): Promise<void> {
  const { batches: api } = context;
  if (!api) throw new Error('the target has no batches');
  const sent: Promise<void>[] = [];
  const send = (draft: BatchDraft) => sent.push(follow(draft, api, context, rule));
  let draft = api.open();
  for await (const job of jobs) {
    if (draft.size === rule.chunk || !draft.add(job)) {
      send(draft);
      draft = api.open();
      draft.add(job);
    }
  }
  if (draft.size > 0) send(draft);
  await Promise.all(sent);
}

/** A batch to its end, and what errored in it again, in a batch of its own. */
async function follow(
  draft: BatchDraft,
  api: Batches,
  context: StrategyContext,
  rule: Rule,
): Promise<void> {
  const { clock, signal } = context;
  const batch = await draft.send();
  if (!batch) return;
  const deadline = clock.now() + rule.maxWait;
  let cancelled = false;
  for (;;) {
    const wait = cancelled ? rule.poll : Math.min(rule.poll, deadline - clock.now());
    await clock.sleep(wait, signal).catch(() => {});
    // Stopped: nobody will read the results, and what is not worked on costs nothing.
    if (signal.aborted) return batch.cancel();
    if (await batch.hasEnded()) break;
    if (cancelled || clock.now() < deadline) continue;
    cancelled = true;
    await batch.cancel();
  }
  const mayBeAgain = (failure: Failure) =>
    rule.again > 0 && failure.kind !== 'timeout' && isRetryable(failure);
  await resubmit(await batch.results(mayBeAgain), api, context, rule);
}

async function resubmit(
  jobs: readonly Job[],
  api: Batches,
  context: StrategyContext,
  rule: Rule,
): Promise<void> {
  if (jobs.length === 0) return;
  const draft = api.open();
  for (const job of jobs) draft.add(job);
  await follow(draft, api, context, { ...rule, again: rule.again - 1 });
}
