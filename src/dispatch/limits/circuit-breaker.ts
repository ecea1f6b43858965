import type { Milliseconds } from '../../core/units.ts';
import type { Limiter } from './limiter.ts';
import { roundUpToMicrosecond } from './round-up.ts';

export interface BreakerRule {
  /** Drops in a row that open it. */
  readonly failures: number;
  /** How long it stays open. */
  readonly open: Milliseconds;
  /** Probes at once after that. */
  readonly halfOpen: number;
}

/**
 * Circuit breaker: closed → open after `failures` drops in a row → half open after `open` → closed by a probe that is ok,
 * open again by one that is dropped.
 *
 * What started before it opened and ends later says nothing about the server now, and does not count.
 */
export class CircuitBreaker implements Limiter {
  readonly #rule: BreakerRule;
  /** Absent while it is closed. */
  #until: Milliseconds | undefined;
  #dropsInARow = 0;
  #probes = 0;

  constructor(rule: BreakerRule) {
    this.#rule = rule;
  }

  wait(now: Milliseconds): Milliseconds {
    if (this.#until === undefined) return 0;
    const wait = roundUpToMicrosecond(this.#until - now);
    if (wait > 0) return wait;
    return this.#probes < this.#rule.halfOpen ? 0 : Number.POSITIVE_INFINITY;
  }

  start(): void {
    if (this.#until !== undefined) this.#probes++;
  }

  /** An attempt ended. `ignore`: it says nothing about the server. */
  end(result: 'ok' | 'drop' | 'ignore', startedAt: Milliseconds, now: Milliseconds): void {
    if (this.#until === undefined) this.#endClosed(result, now);
    // Counted as `wait` counts: a probe that starts a float's dust early is a probe.
    else if (roundUpToMicrosecond(this.#until - startedAt) === 0) this.#endProbe(result, now);
  }

  #endClosed(result: 'ok' | 'drop' | 'ignore', now: Milliseconds): void {
    if (result === 'ok') this.#dropsInARow = 0;
    if (result === 'drop' && ++this.#dropsInARow >= this.#rule.failures) this.#openFrom(now);
  }

  #endProbe(result: 'ok' | 'drop' | 'ignore', now: Milliseconds): void {
    this.#probes--;
    if (result === 'drop') this.#openFrom(now);
    if (result !== 'ok') return;
    this.#until = undefined;
    this.#dropsInARow = 0;
  }

  #openFrom(now: Milliseconds): void {
    this.#until = now + this.#rule.open;
    this.#probes = 0;
  }
}
