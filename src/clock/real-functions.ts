/**
 * Node's own functions, kept before any of them is patched. The ambient patch imports this module, so that it is always
 * evaluated first; a named import from `node:timers` would follow `syncBuiltinESMExports`.
 */
export const real = {
  setTimeout: globalThis.setTimeout,
  setInterval: globalThis.setInterval,
  setImmediate: globalThis.setImmediate,
  clearTimeout: globalThis.clearTimeout,
  clearInterval: globalThis.clearInterval,
  clearImmediate: globalThis.clearImmediate,
  now: performance.now.bind(performance),
  Date: globalThis.Date,
} as const;
