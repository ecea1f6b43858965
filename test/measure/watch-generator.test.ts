import { describe, expect, it } from 'vitest';
import type { MachineTime } from '../../src/measure/watch-generator.ts';
import { watchGenerator } from '../../src/measure/watch-generator.ts';
import { aHandClock } from '../helpers/hand-clock.ts';

/** Watches 20 ms in which process and machine went from the first reading to the second. */
function watched(machine: readonly (MachineTime | undefined)[]) {
  const { clock, fireAt } = aHandClock();
  const cpu = [100, 112];
  const readings = [...machine];
  const stop = watchGenerator({
    clock,
    usage: () => ({ cpu: cpu.shift() ?? 0, rssMib: 90.4 }),
    machineTime: () => readings.shift(),
    socketWaits: () => 0,
  });
  fireAt(20);
  return stop();
}

describe('watchGenerator', () => {
  it('tells what the process used, and what other machines took of the cores', () => {
    const before = { total: 1_000, stolen: 30 };
    // Of 400 ticks of all cores 20 were stolen.
    expect(watched([before, { total: 1_400, stolen: 50 }])).toMatchObject({
      wall_ms: 20,
      cpu_ms: 12,
      rss_mib: 90,
      steal_share: 0.05,
      socket_waits: 0,
    });
  });

  it.each([
    ['a system that does not tell', [undefined, undefined]],
    [
      'less than a tick',
      [
        { total: 7, stolen: 1 },
        { total: 7, stolen: 1 },
      ],
    ],
  ])('knows nothing of stolen time for %s', (_, machine) => {
    expect(watched(machine)).not.toHaveProperty('steal_share');
  });
});
