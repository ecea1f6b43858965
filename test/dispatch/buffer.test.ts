import { describe, expect, it } from 'vitest';
import { Buffer } from '../../src/dispatch/buffer.ts';
import { onVirtualClock } from '../helpers/virtual.ts';

describe('Buffer', () => {
  it('has room below its capacity, and again when somebody takes', async () => {
    const madeAt = await onVirtualClock(async (clock) => {
      const buffer = new Buffer<number>(2);
      buffer.put(1);
      await buffer.room();
      buffer.put(2);
      clock.at(300, () => void buffer.take());
      await buffer.room();
      return clock.now();
    });
    expect(madeAt).toBe(300);
  });

  it('hands values to those who wait, in the order of asking, and the rest in the order of coming', async () => {
    const buffer = new Buffer<string>(5);
    const waiting = [buffer.take(), buffer.take()];
    for (const value of ['a', 'b', 'c', 'd']) buffer.put(value);
    expect(buffer.size).toBe(2);
    expect(await Promise.all([...waiting, buffer.take(), buffer.take()])).toEqual([
      'a',
      'b',
      'c',
      'd',
    ]);
  });

  it('when closed gives what it holds and then nothing', async () => {
    const buffer = new Buffer<string>(5);
    const early = new Buffer<string>(5).take();
    buffer.put('a');
    buffer.close();
    expect([await buffer.take(), await buffer.take()]).toEqual(['a', undefined]);
    const other = new Buffer<string>(5);
    const waiting = other.take();
    other.close();
    expect(await waiting).toBeUndefined();
    expect(early).toBeInstanceOf(Promise);
  });
});
