import { hashText } from '../../src/core/rng.ts';
import type { MockRequest } from './sink.ts';
import { Tally } from './tally.ts';

/** Which item a request is for, and which of its attempts it is. */
export interface Identity {
  /** Unsigned, 32 bits. Keys the random draws. */
  readonly item: number;
  /** As the harness numbers its attempts, from 0. */
  readonly attempt: number;
  /** Retries that an SDK made inside that attempt. */
  readonly retries: number;
}

/**
 * Reads identities from the headers that the harness and the SDKs send: `x-bench-item`,
 * `x-bench-attempt` and `x-stainless-retry-count`. Any other client is told apart by its bodies:
 * the n-th first attempt with an equal body is the n-th item of that body.
 */
export function createIdentifier(): (request: MockRequest) => Identity {
  const firstAttempts = new Map<number, number>();
  const requests = new Tally();

  function itemOfBody(body: string, retries: number): number {
    const hash = hashText(body);
    const earlier = firstAttempts.get(hash) ?? 0;
    if (retries === 0) firstAttempts.set(hash, earlier + 1);
    // A retry belongs to the latest first attempt with its body.
    return (hash + (retries === 0 ? earlier : Math.max(0, earlier - 1))) >>> 0;
  }

  return ({ headers, body }) => {
    const named = headers['x-bench-item'];
    const attempt = wholeNumber(headers['x-bench-attempt']);
    const retries = wholeNumber(headers['x-stainless-retry-count']);
    if (named === undefined) {
      return { item: itemOfBody(body, retries ?? 0), attempt: attempt ?? 0, retries: retries ?? 0 };
    }
    const item = itemNumber(named);
    const counted = attempt === undefined && retries === undefined ? requests.count(item) : 0;
    return { item, attempt: attempt ?? counted, retries: retries ?? 0 };
  };
}

/** A number as it is; any other name by its hash. */
export function itemNumber(name: string): number {
  return wholeNumber(name) ?? hashText(name);
}

/** @returns `undefined` for anything but a whole number of 32 bits */
export function wholeNumber(text: string | undefined): number | undefined {
  return text !== undefined && /^\d{1,9}$/.test(text) ? Number(text) : undefined;
}
