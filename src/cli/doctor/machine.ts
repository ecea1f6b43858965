import { readFileSync } from 'node:fs';
import { createRealClock } from '../../clock/real.ts';
import type { Clock } from '../../core/clock.ts';
import type { Finding } from './check.ts';

/** What an unbounded strategy of a few thousand items needs, mock server and all. */
const ENOUGH_FILES = 4_096;
const TIMERS = 50;
/** Above it, short waits are measured as something else. */
const LATE_TIMER = 5;

export function checkNode(): Finding {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  const fits = major > 22 || (major === 22 && minor >= 19);
  const detail = `Node.js ${process.versions.node}`;
  if (fits) return { name: 'node', status: 'ok', detail };
  return { name: 'node', status: 'fail', detail, hint: 'install Node.js 22.19 or newer.' };
}

/** How late the system's timers wake a program that sleeps. */
export async function checkTimers(): Promise<Finding> {
  const clock = createRealClock();
  const late: number[] = [];
  for (let i = 0; i < TIMERS; i++) late.push(await latenessOf(clock, 3 + (i % 5)));
  late.sort((a, b) => a - b);
  const median = late[Math.floor(late.length / 2)] ?? 0;
  const worst = late.at(-1) ?? 0;
  const detail = `sleeps end ${median.toFixed(2)} ms late in the median, ${worst.toFixed(1)} ms at worst`;
  if (median <= LATE_TIMER) return { name: 'timers', status: 'ok', detail };
  const hint = 'stop other programs, or measure on --clock virtual, where this does not matter.';
  return { name: 'timers', status: 'warn', detail, hint };
}

async function latenessOf(clock: Clock, ms: number): Promise<number> {
  const due = clock.now() + ms;
  await clock.sleep(ms);
  return clock.now() - due;
}

/** The number of sockets that a process may have open; known on Linux only. */
export function checkOpenFiles(): Finding {
  const limit = openFileLimit();
  if (limit === undefined) {
    return { name: 'open files', status: 'ok', detail: 'the limit is not known on this system' };
  }
  const detail = `${limit.toLocaleString('en-US')} may be open at once`;
  if (limit >= ENOUGH_FILES) return { name: 'open files', status: 'ok', detail };
  const hint = `strategies with more in flight will fail: ulimit -n ${ENOUGH_FILES}.`;
  return { name: 'open files', status: 'warn', detail, hint };
}

function openFileLimit(): number | undefined {
  try {
    const line = /^Max open files\s+(\d+|unlimited)/m.exec(
      readFileSync('/proc/self/limits', 'utf8'),
    );
    if (!line) return undefined;
    return line[1] === 'unlimited' ? Number.POSITIVE_INFINITY : Number(line[1]);
  } catch {
    return undefined;
  }
}
