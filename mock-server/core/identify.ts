import { hashText } from '../../src/core/rng.ts';
import type { MockRequest } from './sink.ts';

/** Which item a request is for, and its attempt. Together they key all random draws. */
export interface Identity {
  readonly item: number;
  readonly attempt: number;
}

/**
 * Reads identities from the headers that the harness and the SDKs send: `x-bench-item`, `x-bench-attempt` and
 * `x-stainless-retry-count`. Any other client is told apart by its bodies: the n-th first attempt with an equal body is
 * the n-th item of that body.
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
    const attempt = headers['x-bench-attempt'];
    const retries = headers['x-stainless-retry-count'];
    const hidden = wholeNumber(retries) ?? 0;
    const item = named === undefined ? itemOfBody(body, hidden) : itemNumber(named);
    if (attempt === undefined && retries === undefined) {
      return { item, attempt: countRequest(item) };
    }
    // An SDK retries inside one attempt of the harness; 64 leaves room for its own count.
    return { item, attempt: 64 * (wholeNumber(attempt) ?? 0) + hidden };
  };
}

function itemNumber(name: string): number {
  return wholeNumber(name) ?? hashText(name);
}

/** @returns `undefined` for anything but a whole number of 32 bits */
function wholeNumber(text: string | undefined): number | undefined {
  return text !== undefined && /^\d{1,9}$/.test(text) ? Number(text) : undefined;
}
