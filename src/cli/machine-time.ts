import { readFileSync } from 'node:fs';
import type { MachineTime } from '../measure/watch-generator.ts';

/** What the cores of this machine have done since it started; `undefined` where the system does not tell. */
export function machineTime(): MachineTime | undefined {
  try {
    return readMachineTime(readFileSync('/proc/stat', 'latin1'));
  } catch {
    return undefined;
  }
}

/** Reads the line of all cores of Linux's /proc/stat: user, nice, system, idle, iowait, irq, softirq and steal. */
export function readMachineTime(text: string): MachineTime | undefined {
  const [, line] = /^cpu +([\d ]+)$/m.exec(text) ?? [];
  const ticks = (line ?? '').trim().split(/ +/).slice(0, 8).map(Number);
  const stolen = ticks[7];
  return stolen === undefined ? undefined : { total: ticks.reduce((sum, n) => sum + n, 0), stolen };
}
