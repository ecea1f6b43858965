/**
 * A promise whose failure the ledger knows already. The user's code may look at it later, or never: a rejection that
 * nobody has handled yet must not end the process.
 */
export function handled<T>(promise: Promise<T>): Promise<T> {
  promise.catch(() => {});
  return promise;
}
