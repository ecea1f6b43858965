import type { ProcessUsage } from '../measure/watch-generator.ts';

const BYTES_PER_MIB = 2 ** 20;

/** What this process has used so far. */
export function processUsage(): ProcessUsage {
  const { user, system } = process.cpuUsage();
  return { cpu: (user + system) / 1_000, rssMib: process.memoryUsage.rss() / BYTES_PER_MIB };
}
