import { expect, it } from 'vitest';
import { Cooldown } from '../../../src/dispatch/limits/cooldown.ts';

it('is closed for the longest wait that anybody was told, up to a limit', () => {
  const cooldown = new Cooldown(10_000);
  expect(cooldown.wait(0)).toBe(0);
  cooldown.refuse(0, 2_000);
  expect(cooldown.wait(500)).toBe(1_500);
  cooldown.refuse(500, 1_000);
  expect(cooldown.wait(500)).toBe(1_500);
  cooldown.refuse(500, 3_600_000);
  expect(cooldown.wait(500)).toBe(10_000);
  expect(cooldown.wait(10_500)).toBe(0);
});

it('is open when what is left is the dust of doubles', () => {
  const cooldown = new Cooldown(10_000);
  cooldown.refuse(0.1, 0.2);
  expect(cooldown.wait(0.3)).toBe(0);
});
