import { expect, it } from 'vitest';
import { probeLoop } from '../../src/measure/loop-probe.ts';
import { aHandClock } from '../helpers/hand-clock.ts';

it('counts a block of 500 ms once and in full, and goes on with the next slot of its grid', () => {
  const { clock, fireAt, armedFor } = aHandClock();
  const stop = probeLoop(clock);
  fireAt(20);
  fireAt(540);
  expect(armedFor()).toBe(560);
  fireAt(560);
  expect(stop()).toEqual({ wall: 560, blocked: 495, longest: 500 });
});

it('does not count what timers are late by anyway: 5 ms', () => {
  const { clock, fireAt } = aHandClock();
  const stop = probeLoop(clock);
  for (let slot = 1; slot <= 10; slot++) fireAt(20 * slot + 5);
  expect(stop()).toEqual({ wall: 205, blocked: 0, longest: 5 });
});

it('counts a block that lasts until it is stopped', () => {
  const { clock, moveTo } = aHandClock();
  const stop = probeLoop(clock);
  moveTo(320);
  expect(stop()).toEqual({ wall: 320, blocked: 295, longest: 300 });
});
