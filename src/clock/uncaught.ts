/**
 * Hears exceptions that no caller can catch: those of a `nextTick`, a microtask, or an unhandled
 * rejection. Without it they end the process. Leaves a callback that somebody else has set alone.
 *
 * @returns stops hearing
 */
export function captureUncaught(hear: (error: unknown) => void): () => void {
  if (process.hasUncaughtExceptionCaptureCallback()) return () => {};
  process.setUncaughtExceptionCaptureCallback(hear);
  return () => process.setUncaughtExceptionCaptureCallback(null);
}
