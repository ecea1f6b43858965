const EVERY = 10;
/** What a timer is late by on a machine that has time. */
const USUAL = 20;

/** Adds up for how many milliseconds this process looked at nothing, until it is disposed. */
export function watchStalls() {
  let stalled = 0;
  let looked = performance.now();
  const timer = setInterval(() => {
    const now = performance.now();
    const late = now - looked - EVERY;
    if (late > USUAL) stalled += late;
    looked = now;
  }, EVERY);
  return {
    get stalled() {
      return stalled;
    },
    [Symbol.dispose]: () => clearInterval(timer),
  };
}
