import { afterAll, describe, expect, it } from 'vitest';
import { runInProcess, startAmbientWorker } from '../helpers/run-ambient.ts';

const module = import.meta.resolve('./virtual/ambient-cases.ts');
const start = Date.UTC(2026, 0, 1);

const worker = startAmbientWorker();
afterAll(() => worker.stop());

it('shows virtual time in every clock of Node: 1.75 s after 1 January 2026', async () => {
  const { result } = await worker.run({ module, name: 'times' });
  expect(result).toEqual({
    text: expect.stringContaining('Jan 01 2026'),
    iso: '2026-01-01T00:00:01.750Z',
    now: start + 1_750,
    performance: 1_750,
    timeOrigin: start,
    hrtime: [0, 250_000_000],
    bigint: 1_750_000_000n,
    uptime: 1.75,
  });
});

it('keeps Date what it was: instanceof, subclasses, static functions, given dates', async () => {
  const { result } = await worker.run({ module, name: 'dates' });
  expect(result).toEqual({
    clonedIsDate: true,
    constructorIsDate: true,
    fromConstructor: start,
    subclass: start,
    given: [5, 0, start, 7],
    invalid: Number.NaN,
    parsed: start + 86_400_000,
  });
});

it('draws the same random numbers for the same seed, and others for another', async () => {
  const { result: first } = await worker.run({ module, name: 'random', seed: 1 });
  const { result: again } = await worker.run({ module, name: 'random', seed: 1 });
  const { result: other } = await worker.run({ module, name: 'random', seed: 2 });
  const uuid = expect.stringMatching(
    /^[\da-f]{8}-[\da-f]{4}-4[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/,
  );
  expect(first).toMatchObject({
    uuids: [uuid, uuid],
    untouched: [0, 0],
    ints: [expect.any(Number), 5],
  });
  // The time in a UUID of version 7 is 1 January 2026, the start of every run; older versions of Node.js make none.
  expect(`${Object(first).timed ?? '019b76da-a800-7'}`).toMatch(/^019b76da-a800-7/);
  expect(again).toEqual(first);
  expect(other).not.toEqual(first);
});

it('refuses what runs on real time, with a code, and records each refusal', async () => {
  const { result, refusals } = await worker.run({ module, name: 'refusals' });
  expect(result).toEqual({
    fetch: 'REAL_NETWORK',
    undici: 'REAL_NETWORK',
    connect: 'REAL_NETWORK',
    wrapped: 'REAL_NETWORK',
    listen: 'REAL_NETWORK',
    lookup: 'REAL_DNS',
    promise: 'REAL_DNS',
    spawn: 'REAL_PROCESS',
    worker: 'REAL_THREAD',
  });
  expect(refusals.map(({ call }) => call)).toEqual([
    'fetch of http://127.0.0.1:9',
    'net.Socket.connect',
    'net.Socket.connect',
    'net.Socket.connect',
    'net.Server.listen',
    'dns.lookup',
    'dns.promises.resolve4',
    'child_process.spawn',
    'new Worker',
  ]);
});

it('answers fetch in process after 2 virtual seconds, for its own base URL only', async () => {
  const { result, now } = await worker.run({ module, name: 'inProcessFetch' });
  expect(result).toEqual(['reply to http://mock.local/v1/messages', 'REAL_NETWORK']);
  expect(now).toBe(2_000);
});

it('ends with main although a heartbeat is pending, and counts it', async () => {
  const { now, stats } = await worker.run({ module, name: 'leftovers' });
  expect(now).toBe(3_500);
  expect(stats).toMatchObject({ events: 4, leftoverTimers: 1 });
});

it('lets the process end at once when main ends with a hold', async () => {
  expect(await runInProcess({ module, name: 'heldAtTheEnd' })).toMatchObject({ now: 0 });
});

describe.each([
  { where: 'worker', run: worker.run },
  { where: 'process', run: runInProcess },
])('in a $where', ({ run }) => {
  it.each([
    { name: 'thrownInTick', message: 'thrown in a tick' },
    { name: 'unhandledRejection', message: 'nobody listens' },
  ])('$name fails the run, and the thread goes on to report it', async ({ name, message }) => {
    const { error } = await run({ module, name });
    expect(error).toMatchObject({ message });
  });
});

it('leaves the time and the chance of the host as they are, during and after', async () => {
  const before = [setTimeout, Date, Math.random, fetch];
  const running = worker.run({ module, name: 'times' });
  expect([setTimeout, Date, Math.random, fetch]).toEqual(before);
  await running;
  expect([setTimeout, Date, Math.random, fetch]).toEqual(before);
  expect(Date.now()).not.toBe(start + 1_750);
});
