import nodeCrypto from 'node:crypto';
import type { RandomStream } from '../sfc32.ts';
import type { RunSlot } from './active-run.ts';
import { patchFunction } from './patch.ts';

/** Every source of randomness that foreign code uses becomes one seeded stream. */
export function patchRandom(slot: RunSlot): void {
  patchFunction(Math, 'random', slot, ({ random }) => random.uniform());
  patchFunction(globalThis.crypto, 'getRandomValues', slot, ({ random }, [array]) =>
    fillView(random, array),
  );
  for (const target of [globalThis.crypto, nodeCrypto]) {
    patchFunction(target, 'randomUUID', slot, ({ random }) => uuid(random));
  }
  // Only newer versions of Node.js have it.
  if ('randomUUIDv7' in nodeCrypto) {
    patchFunction(nodeCrypto, 'randomUUIDv7', slot, ({ random, clock }) =>
      uuidOfTime(random, clock.wall().getTime()),
    );
  }
  // The last three are old names of the first, as long as Node.js keeps them.
  for (const name of ['randomBytes', 'pseudoRandomBytes', 'prng', 'rng']) {
    if (!(name in nodeCrypto)) continue;
    patchFunction(nodeCrypto, name, slot, ({ random }, [size, callback]) =>
      reply(fillView(random, Buffer.alloc(Number(size))), callback),
    );
  }
  patchFunction(nodeCrypto, 'randomFillSync', slot, ({ random }, [view, offset, size]) => {
    fillView(random, view, offset, size);
    return view;
  });
  patchFunction(nodeCrypto, 'randomFill', slot, ({ random }, args) => {
    const [view, offset, size] = args.slice(0, -1);
    return reply(fillView(random, view, offset, size), args.at(-1));
  });
  patchFunction(nodeCrypto, 'randomInt', slot, ({ random }, args) => {
    const bounds = args.filter((arg) => typeof arg === 'number');
    const [min, max] = bounds.length > 1 ? bounds : [0, ...bounds];
    const drawn = Number(min) + Math.floor(random.uniform() * (Number(max) - Number(min)));
    return reply(
      drawn,
      args.find((arg) => typeof arg === 'function'),
    );
  });
}

/** Returns the value, or hands it to the callback as Node does: later, and after an empty error. */
function reply(value: unknown, callback: unknown): unknown {
  if (typeof callback !== 'function') return value;
  process.nextTick(() => callback(null, value));
  return undefined;
}

/** @param offset and size count elements of the view, as in `randomFillSync` */
function fillView(random: RandomStream, view: unknown, offset: unknown = 0, size?: unknown) {
  const bytes = bytesOf(view);
  const width = elementBytes(view);
  const start = Number(offset) * width;
  const end = size === undefined ? bytes.length : start + Number(size) * width;
  random.fill(bytes.subarray(start, end));
  return view;
}

function bytesOf(view: unknown): Uint8Array {
  if (view instanceof ArrayBuffer) return new Uint8Array(view);
  if (!ArrayBuffer.isView(view)) throw new TypeError('Expected an ArrayBuffer or a view of one.');
  return new Uint8Array(view.buffer, view.byteOffset, view.byteLength);
}

function elementBytes(view: unknown): number {
  if (!ArrayBuffer.isView(view) || !('BYTES_PER_ELEMENT' in view)) return 1;
  return Number(view.BYTES_PER_ELEMENT);
}

/** Version 4, RFC 9562 section 5.4. */
function uuid(random: RandomStream): string {
  return toUuid(randomBlock(random), 4);
}

/** Version 7, RFC 9562 section 5.7: the first 48 bits are the time. */
function uuidOfTime(random: RandomStream, ms: number): string {
  const bytes = randomBlock(random);
  bytes.writeUIntBE(ms, 0, 6);
  return toUuid(bytes, 7);
}

function randomBlock(random: RandomStream): Buffer {
  const bytes = Buffer.alloc(16);
  random.fill(bytes);
  return bytes;
}

function toUuid(bytes: Buffer, version: number): string {
  bytes[6] = (bytes.readUInt8(6) & 0x0f) | (version << 4);
  bytes[8] = (bytes.readUInt8(8) & 0x3f) | 0x80;
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
}
