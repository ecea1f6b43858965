import { spawn } from 'node:child_process';
import nodeCrypto, {
  randomBytes,
  randomFill,
  randomFillSync,
  randomInt,
  randomUUID,
} from 'node:crypto';
import dns, { lookup } from 'node:dns';
import { once } from 'node:events';
import net from 'node:net';
import { setTimeout as sleepOf } from 'node:timers/promises';
import { promisify } from 'node:util';
import { Worker } from 'node:worker_threads';
import { request } from 'undici';
import type { AmbientCase } from '../../helpers/ambient-case.ts';

/** Attempts a call, and says with which code it was refused, directly or as a cause. */
async function refusalOf(call: () => unknown): Promise<unknown> {
  try {
    await call();
    return 'not refused';
  } catch (error) {
    const { code, cause } = error as { code?: unknown; cause?: { code?: unknown } };
    return code ?? cause?.code;
  }
}

/** Connects a socket whose `connect` is somebody's own, and goes to the network all the same. */
function connectByWrapper(): Promise<unknown> {
  const socket = new net.Socket();
  const { connect } = socket;
  socket.connect = (...args: unknown[]) => Reflect.apply(connect, socket, args);
  return once(socket.connect(9, '127.0.0.1'), 'connect');
}

const times: AmbientCase = {
  run: async () => {
    await sleepOf(1_500);
    const hours = process.hrtime();
    await sleepOf(250);
    return {
      text: Date(),
      iso: new Date().toISOString(),
      now: Date.now(),
      performance: performance.now(),
      timeOrigin: performance.timeOrigin,
      hrtime: process.hrtime(hours),
      bigint: process.hrtime.bigint(),
      uptime: process.uptime(),
    };
  },
};

const dates: AmbientCase = {
  run: async () => {
    class Stamp extends Date {}
    const stamp = new Stamp();
    return {
      clonedIsDate: structuredClone(new Date()) instanceof Date,
      constructorIsDate: new Date().constructor === Date,
      fromConstructor: new (new Date().constructor as DateConstructor)().getTime(),
      subclass: stamp instanceof Stamp && stamp.getTime(),
      given: [new Date(5).getTime(), new Date(2026, 0).getMonth(), Date.UTC(2026, 0), Date.length],
      invalid: new Date(undefined as never).getTime(),
      parsed: Date.parse('2026-01-02T00:00:00Z'),
    };
  },
};

const oldNamesOfRandomBytes = ['pseudoRandomBytes', 'prng', 'rng'].filter(
  (name) => name in nodeCrypto,
);

const random: AmbientCase = {
  run: async () => {
    const bytes = promisify(randomBytes);
    const later: Buffer = await bytes(4);
    const filled = randomFillSync(new Uint16Array(4), 1, 2);
    const filledLater = await promisify<Uint8Array, Uint8Array>(randomFill)(new Uint8Array(4));
    return {
      math: Math.random(),
      uuids: [randomUUID(), crypto.randomUUID()],
      values: [...crypto.getRandomValues(new Uint32Array(2))],
      bytes: randomBytes(4).toString('hex'),
      later: later.toString('hex'),
      filledLater: [...filledLater],
      oldNames: oldNamesOfRandomBytes.map(
        (name) => `${Reflect.get(nodeCrypto, name)(4).toString('hex')}`,
      ),
      // Not in every version of Node.js.
      timed: Reflect.get(nodeCrypto, 'randomUUIDv7')?.(),
      untouched: [filled[0], filled[3]],
      ints: [randomInt(10), randomInt(5, 6)],
    };
  },
};

const refusals: AmbientCase = {
  run: async () => ({
    fetch: await refusalOf(() => fetch('http://127.0.0.1:9')),
    undici: await refusalOf(() => request('http://127.0.0.1:9')),
    connect: await refusalOf(() => net.connect(9, '127.0.0.1')),
    wrapped: await refusalOf(connectByWrapper),
    listen: await refusalOf(() => net.createServer().listen(0)),
    lookup: await refusalOf(() => lookup('localhost', () => {})),
    promise: await refusalOf(() => dns.promises.resolve4('localhost')),
    spawn: await refusalOf(() => spawn('node')),
    worker: await refusalOf(() => new Worker('throw 1', { eval: true })),
  }),
};

const inProcessFetch: AmbientCase = {
  fetch: (clock) => ({
    baseUrl: 'http://mock.local/v1',
    send: async (input) => {
      await clock.sleep(2_000);
      return new Response(`reply to ${String(input)}`);
    },
  }),
  run: async () => {
    const reply = await fetch('http://mock.local/v1/messages');
    return [await reply.text(), await refusalOf(() => fetch('http://other.local/'))];
  },
};

const leftovers: AmbientCase = {
  run: async () => {
    setInterval(() => {}, 1_000).unref();
    await sleepOf(3_500);
  },
};

const heldAtTheEnd: AmbientCase = {
  run: async ({ clock }) => {
    clock.hold();
  },
};

const thrownInTick: AmbientCase = {
  run: async () => {
    process.nextTick(() => {
      throw new Error('thrown in a tick');
    });
    await sleepOf(1_000);
  },
};

const unhandledRejection: AmbientCase = {
  run: async () => {
    void Promise.reject(new Error('nobody listens'));
    await sleepOf(1_000);
  },
};

export const cases = {
  times,
  dates,
  random,
  refusals,
  inProcessFetch,
  leftovers,
  heldAtTheEnd,
  thrownInTick,
  unhandledRejection,
};
