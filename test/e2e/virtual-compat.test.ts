import { afterAll, expect, it } from 'vitest';
import { startAmbientWorker } from '../helpers/run-ambient.ts';

const module = import.meta.resolve('./virtual/compat-cases.ts');

const worker = startAmbientWorker();
afterAll(() => worker.stop());

it.each([
  { name: 'p-limit, 100 × 2 s at 5', seconds: 40 },
  { name: 'p-queue, 120 × 0.1 s at 50 a minute', seconds: 120.2 },
  { name: 'p-queue, the same with strict', seconds: 120.2 },
  { name: 'global setTimeout, 5 s', seconds: 5 },
  { name: 'node:timers setTimeout, 5 s', seconds: 5 },
  { name: 'timers/promises setTimeout, 5 s', seconds: 5 },
  { name: 'promisify(setTimeout), 5 s', seconds: 5 },
  { name: 'scheduler.wait, 5 s', seconds: 5 },
  { name: 'Anthropic SDK, stream of 50 tokens', seconds: 0.8, result: 50 },
  {
    name: 'Anthropic SDK, two calls at 60 RPM, hidden retries',
    seconds: 1,
    result: ['message', 'message'],
  },
  { name: 'OpenAI SDK, retry-after 7 s twice', seconds: 14.3 },
  { name: 'undici MockAgent, 10 replies of 2 s', seconds: 20 },
  { name: 'undici RetryAgent, PUT, retry-after 7 s', seconds: 7, result: 200 },
])('$name: $seconds s', async ({ name, seconds, result }) => {
  const reply = await worker.run({ module, name });
  expect(reply.error).toBeUndefined();
  if (result !== undefined) expect(reply.result).toEqual(result);
  expectWithin(reply.now, seconds * 1_000);
});

it.each([
  { name: 'AbortSignal.timeout(5000)', seconds: 5, error: 'TimeoutError' },
  {
    name: 'Anthropic SDK, timeout 5 s against a reply of 60 s',
    seconds: 5,
    error: 'APIConnectionTimeoutError',
  },
])('$name: gives up after $seconds s', async ({ name, seconds, error }) => {
  const reply = await worker.run({ module, name });
  expect(reply.error).toMatchObject({
    name: error,
    message: expect.stringMatching(/time(d )?out/),
  });
  expectWithin(reply.now, seconds * 1_000);
});

const msw = import.meta.resolve('./virtual/msw-cases.ts');

it.each([
  { name: 'msw, 10 replies of 2 s in sequence', seconds: 20 },
  { name: 'msw, 100 replies of 2 s at 5', seconds: 40 },
])('$name: $seconds s', async ({ name, seconds }) => {
  const reply = await worker.run({ module: msw, name });
  expect(reply.error).toBeUndefined();
  expectWithin(reply.now, seconds * 1_000);
});

it('brings requests over msw to the mock server in virtual time: 5 pass at once, 2 s each', async () => {
  const reply = await worker.run({ module: msw, name: 'our mock server over msw, 7 requests' });
  expect(reply.error).toBeUndefined();
  expect(reply.result).toEqual({
    statuses: [200, 200, 200, 200, 200, 429, 429],
    outcomes: { ok: 5, 'limited:requests': 2 },
  });
  expect(reply.now).toBe(2_000);
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
