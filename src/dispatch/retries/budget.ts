import type { Failure } from '../../core/outcome.ts';
import type { Milliseconds } from '../../core/units.ts';
import { Fifo } from '../fifo.ts';

/** What one item may spend on retries. */
export interface Purse {
  /** An attempt failed. Pays for another one. @returns whether there was enough */
  pay(failure: Failure, now: Milliseconds): boolean;
  /** The last attempt was ok. */
  ok(): void;
}

/** A limit on all retries of a run together, so that retries do not keep an overloaded server overloaded. */
export interface RetryBudget {
  /** An item makes its first attempt. */
  open(now: Milliseconds): Purse;
}

/** Every budget, by its name in scenarios. */
export const budgets = {
  none: () => ({ open: () => UNLIMITED }),
  finagle,
  grpc,
  aws,
} as const satisfies Record<string, () => RetryBudget>;

const UNLIMITED: Purse = { pay: () => true, ok: () => {} };

/**
 * Retries of the last 10 s stay below 100 + 0.2 × items begun in the last 10 s.
 * Source: Finagle, RetryBudget: 10 a second and 20 %.
 */
function finagle(): RetryBudget {
  const window: Milliseconds = 10_000;
  const begun = new Fifo<Milliseconds>();
  const retried = new Fifo<Milliseconds>();
  const recent = (log: Fifo<Milliseconds>, now: Milliseconds) => {
    while (log.first !== undefined && log.first <= now - window) log.shift();
    return log.size;
  };
  const purse: Purse = {
    pay(_, now) {
      if (recent(retried, now) >= 100 + 0.2 * recent(begun, now)) return false;
      retried.push(now);
      return true;
    },
    ok: () => {},
  };
  return {
    open(now) {
      recent(begun, now);
      begun.push(now);
      return purse;
    },
  };
}

/**
 * 10 tokens; a failure takes 1, an ok gives 0.1; a retry needs more than 5 after that. Counted in tenths, which are
 * exact. Source: gRPC proposal A6, retry throttling.
 */
function grpc(): RetryBudget {
  let tenths = 100;
  const purse: Purse = {
    pay() {
      tenths = Math.max(0, tenths - 10);
      return tenths > 50;
    },
    ok() {
      tenths = Math.min(100, tenths + 1);
    },
  };
  return { open: () => purse };
}

/**
 * 500 tokens; a retry takes 14, after a 429 5; an ok gives back what its own retry took, or 1 where there was none.
 * Source: AWS SDKs, standard retry mode.
 */
function aws(): RetryBudget {
  const capacity = 500;
  let tokens = capacity;
  return {
    open() {
      let paid = 1;
      return {
        pay({ kind }) {
          const cost = kind === 'rate-limited' ? 5 : 14;
          if (tokens < cost) return false;
          tokens -= cost;
          paid = cost;
          return true;
        },
        ok() {
          tokens = Math.min(capacity, tokens + paid);
        },
      };
    },
  };
}
