import type { Milliseconds } from '../../src/core/units.ts';
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
  /** Ended requests by HTTP status; 0 = the client went away before there was one. */
  readonly statuses = new Map<number, number>();
  /** Ended requests by outcome. */
  readonly outcomes = new Map<string, number>();
  #requests = 0;

  /** @param limits number of rate limits */
  constructor(now: Milliseconds, limits: number) {
    this.rows = new Rows(limits);
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

  /** A request ended. */
  end(row: Row): void {
    this.inFlight.change(-1, row.endedAt);
    add(this.statuses, row.status);
    add(this.outcomes, row.outcome);
    this.rows.write(row);
  }
}

function add<K>(counts: Map<K, number>, key: K): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}
