import retry from 'async-retry';
import { RateLimit } from 'async-sema';
import Bottleneck from 'bottleneck';
import {
  bulkhead,
  ConstantBackoff,
  handleAll,
  retry as retryPolicy,
  TimeoutStrategy,
  timeout,
  wrap,
} from 'cockatiel';
import { RateLimiter } from 'limiter';
import CircuitBreaker from 'opossum';
import pRetry from 'p-retry';
import pThrottle from 'p-throttle';
import pTimeout from 'p-timeout';
import { RateLimiterMemory, RateLimiterQueue } from 'rate-limiter-flexible';
import type { AmbientCase } from '../../helpers/ambient-case.ts';
import { wait } from './wait.ts';

/** Waits of 1, 2 and 4 s. */
const threeRetries = { retries: 3, minTimeout: 1_000, factor: 2, randomize: false };

/** Fails three times. */
function failing() {
  let calls = 0;
  return async () => {
    if (++calls <= 3) throw new Error('again');
    return calls;
  };
}

function times<T>(count: number, run: () => Promise<T>): Promise<T[]> {
  return Promise.all(Array.from({ length: count }, run));
}

export const cases: Readonly<Record<string, AmbientCase>> = {
  'p-retry, 3 retries from 1 s': { run: () => pRetry(failing(), threeRetries) },
  'async-retry, 3 retries from 1 s': { run: () => retry(failing(), threeRetries) },
  'p-throttle, 100 × 10 ms at 10 a second': {
    run: () =>
      times(
        100,
        pThrottle({ limit: 10, interval: 1_000 })(() => wait(10)),
      ),
  },
  'p-timeout, 3 s against 60 s': { run: () => pTimeout(wait(60_000), { milliseconds: 3_000 }) },
  'opossum, timeout of 3 s': {
    async run() {
      const breaker = new CircuitBreaker(() => wait(60_000), { timeout: 3_000 });
      await breaker.fire().finally(() => breaker.shutdown());
    },
  },
  'bottleneck, 50 × 0.2 s, 100 ms apart': {
    async run() {
      const limiter = new Bottleneck({ maxConcurrent: 5, minTime: 100 });
      await times(50, () => limiter.schedule(() => wait(200)));
    },
  },
  'bottleneck, 120 × 0.1 s at 50 a minute': {
    async run() {
      const limiter = new Bottleneck({
        maxConcurrent: 10,
        reservoir: 50,
        reservoirRefreshAmount: 50,
        reservoirRefreshInterval: 60_000,
      });
      await times(120, () => limiter.schedule(() => wait(100)));
    },
  },
  'cockatiel, timeout of 2 s': {
    run: () => timeout(2_000, TimeoutStrategy.Aggressive).execute(() => wait(60_000)),
  },
  'cockatiel, retries in a bulkhead of 2': {
    async run() {
      const backoff = new ConstantBackoff(1_000);
      const policy = wrap(bulkhead(2, 10), retryPolicy(handleAll, { maxAttempts: 3, backoff }));
      return times(4, () => policy.execute(failing()));
    },
  },
  'limiter, 120 at 60 a minute': {
    async run() {
      const limiter = new RateLimiter({ tokensPerInterval: 60, interval: 'minute' });
      for (let i = 0; i < 120; i++) await limiter.removeTokens(1);
    },
  },
  'rate-limiter-flexible, 100 at 10 a second': {
    async run() {
      const queue = new RateLimiterQueue(new RateLimiterMemory({ points: 10, duration: 1 }));
      await times(100, () => queue.removeTokens(1));
    },
  },
  'async-sema, 100 at 10 a second': { run: () => times(100, RateLimit(10)) },
};
