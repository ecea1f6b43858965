import { hashText } from '../../src/core/rng.ts';
import type { MockRequest } from './sink.ts';

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
  const requests = new Map<number, number>();

  function itemOfBody(body: string, retries: number): number {
    const hash = hashText(body);
    const earlier = firstAttempts.get(hash) ?? 0;
    if (retries === 0) firstAttempts.set(hash, earlier + 1);
    // A retry belongs to the latest first attempt with its body.
    return (hash + (retries === 0 ? earlier : Math.max(0, earlier - 1))) >>> 0;
  }

  function countRequest(item: number): number {
    const earlier = requests.get(item) ?? 0;
    requests.set(item, earlier + 1);
    return earlier;
  }

  return ({ headers, body }) => {
    const named = headers['x-bench-item'];
    const attempt = wholeNumber(headers['x-bench-attempt']);
    const retries = wholeNumber(headers['x-stainless-retry-count']);
    const item = named === undefined ? itemOfBody(body, retries ?? 0) : itemNumber(named);
    const counted = attempt === undefined && retries === undefined ? countRequest(item) : 0;
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
