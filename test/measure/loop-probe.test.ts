import { expect, it } from 'vitest';
import type { Clock } from '../../src/core/clock.ts';
import { probeLoop } from '../../src/measure/loop-probe.ts';

/** A clock whose only timer fires when the test says so. */
function aClock() {
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

it('counts a block of 500 ms once and in full, and goes on with the next slot of its grid', () => {
  const { clock, fireAt, armedFor } = aClock();
  const stop = probeLoop(clock);
  fireAt(20);
  fireAt(540);
  expect(armedFor()).toBe(560);
  fireAt(560);
  expect(stop()).toEqual({ wall: 560, blocked: 495, longest: 500 });
});

it('does not count what timers are late by anyway: 5 ms', () => {
  const { clock, fireAt } = aClock();
  const stop = probeLoop(clock);
  for (let slot = 1; slot <= 10; slot++) fireAt(20 * slot + 5);
  expect(stop()).toEqual({ wall: 205, blocked: 0, longest: 5 });
});

it('counts a block that lasts until it is stopped', () => {
  const { clock, moveTo } = aClock();
  const stop = probeLoop(clock);
  moveTo(320);
  expect(stop()).toEqual({ wall: 320, blocked: 295, longest: 300 });
});
