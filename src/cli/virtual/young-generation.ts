import { setFlagsFromString } from 'node:v8';

/** Requests in flight whose objects a small young generation has room for. */
const FEW = 200;

/**
 * The size that the young generation begins with is kept. V8 makes it grow with the sum of all that ever survived, and not
 * with what survives at a time: a million requests at 100 in flight would take 330 MB instead of 195 (measured), and be no
 * faster.
 */
setFlagsFromString('--semi-space-growth-factor=1');

/**
 * Lets it grow again, which is V8's default, where it has not room for so many requests in flight. The old generation may
 * then double before it is collected: what outlives the young one dies there soon. With 10,000 in flight that takes a fifth
 * of the time off, for 40 MB in 350 (measured).
 */
export function makeRoomFor(inFlight: number): void {
  if (inFlight <= FEW) return;
  setFlagsFromString('--semi-space-growth-factor=2');
  setFlagsFromString('--heap-growing-percent=100');
}
