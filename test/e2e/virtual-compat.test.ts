import { afterAll, expect, it } from 'vitest';
import { startAmbientWorker } from '../helpers/run-ambient.ts';

const clients = import.meta.resolve('./virtual/compat-cases.ts');
const libraries = import.meta.resolve('./virtual/library-cases.ts');
const msw = import.meta.resolve('./virtual/msw-cases.ts');

const worker = startAmbientWorker();
afterAll(() => worker.stop());

it.each([
  { module: clients, name: 'p-limit, 100 × 2 s at 5', seconds: 40 },
  { module: clients, name: 'p-queue, 120 × 0.1 s at 50 a minute', seconds: 120.2 },
  { module: clients, name: 'p-queue, the same with strict', seconds: 120.2 },
  { module: libraries, name: 'p-retry, 3 retries from 1 s', seconds: 7, result: 4 },
  { module: libraries, name: 'async-retry, 3 retries from 1 s', seconds: 7, result: 4 },
  { module: libraries, name: 'p-throttle, 100 × 10 ms at 10 a second', seconds: 9.01 },
  // 5.1 s, and its setTimeout(0) take 1 ms each, as in Node.js.
  { module: libraries, name: 'bottleneck, 50 × 0.2 s, 100 ms apart', seconds: 5.103 },
  { module: libraries, name: 'bottleneck, 120 × 0.1 s at 50 a minute', seconds: 120.2 },
  {
    module: libraries,
    name: 'cockatiel, retries in a bulkhead of 2',
    seconds: 6,
    result: [4, 4, 4, 4],
  },
  { module: libraries, name: 'limiter, 120 at 60 a minute', seconds: 60 },
  { module: libraries, name: 'rate-limiter-flexible, 100 at 10 a second', seconds: 9 },
  { module: libraries, name: 'async-sema, 100 at 10 a second', seconds: 9 },
  { module: clients, name: 'global setTimeout, 5 s', seconds: 5 },
  { module: clients, name: 'node:timers setTimeout, 5 s', seconds: 5 },
  { module: clients, name: 'timers/promises setTimeout, 5 s', seconds: 5 },
  { module: clients, name: 'promisify(setTimeout), 5 s', seconds: 5 },
  { module: clients, name: 'scheduler.wait, 5 s', seconds: 5 },
  { module: clients, name: 'Anthropic SDK, stream of 50 tokens', seconds: 0.8, result: 50 },
  {
    module: clients,
    name: 'Anthropic SDK, two calls at 60 RPM, hidden retries',
    seconds: 1,
    result: ['message', 'message'],
  },
  { module: clients, name: 'OpenAI SDK, retry-after 7 s twice', seconds: 14.3 },
  { module: clients, name: 'undici MockAgent, 10 replies of 2 s', seconds: 20 },
  { module: clients, name: 'undici RetryAgent, PUT, retry-after 7 s', seconds: 7, result: 200 },
  { module: msw, name: 'msw, 10 replies of 2 s in sequence', seconds: 20 },
  { module: msw, name: 'msw, 100 replies of 2 s at 5', seconds: 40 },
])('$name: $seconds s', async ({ module, name, seconds, result }) => {
  const reply = await worker.run({ module, name });
  expect(reply.error).toBeUndefined();
  if (result !== undefined) expect(reply.result).toEqual(result);
  expectWithin(reply.now, seconds * 1_000);
});

it.each([
  { module: clients, name: 'AbortSignal.timeout(5000)', seconds: 5, error: 'TimeoutError' },
  { module: libraries, name: 'p-timeout, 3 s against 60 s', seconds: 3, error: 'TimeoutError' },
  { module: libraries, name: 'opossum, timeout of 3 s', seconds: 3, error: 'Error' },
  { module: libraries, name: 'cockatiel, timeout of 2 s', seconds: 2, error: 'Error' },
  {
    module: clients,
    name: 'Anthropic SDK, timeout 5 s against a reply of 60 s',
    seconds: 5,
    error: 'APIConnectionTimeoutError',
  },
])('$name: gives up after $seconds s', async ({ module, name, seconds, error }) => {
  const reply = await worker.run({ module, name });
  expect(reply.error).toMatchObject({
    name: error,
    message: expect.stringMatching(/time(d )?out/i),
  });
  expectWithin(reply.now, seconds * 1_000);
});

it('refuses a request that msw lets through', async () => {
  const reply = await worker.run({ module: msw, name: 'msw, a request that it lets through' });
  expect(reply.error).toMatchObject({ code: 'REAL_NETWORK' });
  expect(reply.refusals).toMatchObject([{ code: 'REAL_NETWORK', call: 'net.Socket.connect' }]);
});

/** Within 2 ms or 2 %, whichever is more: libraries round delays up to whole milliseconds. */
function expectWithin(actual: number, expected: number) {
  expect(Math.abs(actual - expected)).toBeLessThanOrEqual(Math.max(2, expected * 0.02));
}
