import type { Clock } from '../../src/core/clock.ts';

/** A clock whose only timer fires when the test says so. */
export function aHandClock() {
  let now = 0;
  let armed: { readonly time: number; readonly run: () => void } | undefined;
  const clock: Clock = {
    kind: 'real',
    now: () => now,
    wall: () => new Date(0),
    sleep: () => Promise.reject(new Error('nobody sleeps here')),
    hold: () => () => {},
    at(time, run) {
      armed = { time, run };
      return { cancel() {} };
    },
  };
  return {
    clock,
    armedFor: () => armed?.time,
    fireAt(time: number) {
      now = time;
      armed?.run();
    },
    moveTo(time: number) {
      now = time;
    },
  };
}
