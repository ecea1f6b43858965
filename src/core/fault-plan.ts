import type { VariantPlan } from './plan.ts';
import type { Milliseconds } from './units.ts';

/**
 * Which requests a fault hits. All named conditions must hold; none = every request. Counts are of
 * the requests that meet `items`, `model` and `window`, in the order of their arrival, from 1; a
 * fault in service counts only those that are served.
 */
export interface FaultCondition {
  /** Share of the requests, 0 to 1, drawn per item and attempt. */
  readonly rate?: number;
  /** Only the n-th request. */
  readonly nth?: number;
  /** Each n-th request. */
  readonly every?: number;
  /** From (inclusive) until (exclusive), counted from the server's reset. */
  readonly window?: readonly [from: Milliseconds, until: Milliseconds];
  readonly items?: readonly number[];
  readonly model?: string;
  /** How many requests it hits before it is spent. */
  readonly armed?: number;
}

/** Something that goes wrong on purpose. */
export interface FaultPlan extends VariantPlan {
  /** Names it in the truth, `fault:<id>`, and keys its draws. */
  readonly id: string;
  readonly when: FaultCondition;
}
