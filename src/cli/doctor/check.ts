/** What one check found. */
export interface Finding {
  readonly name: string;
  /** `warn`: works, but figures may suffer. `fail`: figures of this machine or tool cannot be trusted. */
  readonly status: 'ok' | 'warn' | 'fail';
  /** What was found, with its figure. */
  readonly detail: string;
  /** The remedy, for anything but ok. */
  readonly hint?: string;
}
