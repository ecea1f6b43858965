import type { RunSlot } from './active-run.ts';
import { patchFunction, patchValue, switched } from './patch.ts';

/** `Date`, `performance.now`, `performance.timeOrigin`, `process.hrtime` and `process.uptime`. */
export function patchTime(slot: RunSlot): void {
  patchDate(slot);
  patchFunction(performance, 'now', slot, (run) => run.clock.now());
  patchTimeOrigin(slot);
  patchHighResolutionTime(slot);
  patchFunction(process, 'uptime', slot, (run) => run.clock.now() / 1_000);
}

/**
 * A proxy, not a subclass: `Date()` without `new` and `instanceof` for dates made elsewhere
 * (`structuredClone`) must go on working.
 */
function patchDate(slot: RunSlot): void {
  const RealDate = globalThis.Date;
  const VirtualDate = new Proxy(RealDate, {
    construct(target, args, newTarget) {
      const given = args.length === 0 && slot.run ? [slot.run.clock.wall().getTime()] : args;
      return Reflect.construct(target, given, newTarget);
    },
    apply: () => (slot.run ? slot.run.clock.wall().toString() : RealDate()),
  });
  patchFunction(RealDate, 'now', slot, (run) => run.clock.wall().getTime());
  patchValue(RealDate.prototype, 'constructor', VirtualDate);
  patchValue(globalThis, 'Date', VirtualDate);
}

function patchTimeOrigin(slot: RunSlot): void {
  const real = performance.timeOrigin;
  Object.defineProperty(performance, 'timeOrigin', {
    configurable: true,
    get() {
      const clock = slot.run?.clock;
      return clock ? clock.wall().getTime() - Math.floor(clock.now()) : real;
    },
  });
}

function patchHighResolutionTime(slot: RunSlot): void {
  const real = process.hrtime;
  patchFunction(process, 'hrtime', slot, (run, [since]) => {
    const nanoseconds = toNanoseconds(run.clock.now()) - sumOf(since);
    const seconds = Math.floor(nanoseconds / 1e9);
    return [seconds, nanoseconds - seconds * 1e9];
  });
  const bigint = switched(real.bigint, slot, (run) => BigInt(toNanoseconds(run.clock.now())));
  patchValue(process.hrtime, 'bigint', bigint);
}

function toNanoseconds(ms: number): number {
  return Math.round(ms * 1_000) * 1_000;
}

/** The argument of `process.hrtime`: an earlier result, in nanoseconds. */
function sumOf(since: unknown): number {
  if (!Array.isArray(since)) return 0;
  return Number(since[0]) * 1e9 + Number(since[1]);
}
