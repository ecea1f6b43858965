import type { Milliseconds } from '../../src/core/units.ts';
import { Delays } from './delays.ts';
import { Gauge } from './gauge.ts';
import type { Row } from './rows.ts';
import { Rows } from './rows.ts';

/** What the server saw since its last reset. */
export class Truth {
  readonly rows: Rows;
  /** Requests that arrived and are not yet answered. */
  readonly inFlight: Gauge;
  /** Those of them that are being served. */
  readonly inService: Gauge;
  /** Those that wait for a slot. */
  readonly queued: Gauge;
  /**
   * Ended requests by outcome and HTTP status; 0 = the client went away before there was one.
   */
  readonly endings = new Map<string, Map<number, number>>();
  /** How late milestones of replies were reached. */
  readonly lateness = new Delays();
  /** How late the process looked at its clock, where a host probes that. */
  readonly loopLag = new Delays();
  /** How often a stream stood still because its client did not read. */
  pausedStreams = 0;
  /** Requests that no limit is for: for models, counts of tokens, batches. */
  aside = 0;
  #requests = 0;

  /**
   * @param limits number of rate limits
   * @param rows how many rows are kept
   */
  constructor(now: Milliseconds, limits: number, rows?: number) {
    this.rows = new Rows(limits, rows);
    this.queued = new Gauge(now);
    this.inFlight = new Gauge(now);
    this.inService = new Gauge(now);
  }

  /** Requests that arrived. */
  get requests(): number {
    return this.#requests;
  }

  /** A request arrived. @returns its seq */
  arrive(now: Milliseconds): number {
    this.inFlight.change(1, now);
    return ++this.#requests;
  }

  /**
   * A request arrived that is answered at once and met no limit. It is not in flight: a client that
   * looks something up while it works makes no load.
   *
   * @returns its seq
   */
  countAside(): number {
    this.aside++;
    return ++this.#requests;
  }

  /** A request ended. */
  end(row: Row): void {
    this.inFlight.change(-1, row.endedAt);
    this.close(row);
  }

  /** Keeps what became of a request. */
  close(row: Row): void {
    let statuses = this.endings.get(row.outcome);
    if (statuses === undefined) {
      statuses = new Map();
      this.endings.set(row.outcome, statuses);
    }
    statuses.set(row.status, (statuses.get(row.status) ?? 0) + 1);
    this.rows.write(row);
  }
}
