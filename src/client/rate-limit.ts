import type { Headers } from '../core/wire.ts';

const TOLD = /^(?:anthropic-ratelimit-|x-ratelimit-|retry-after)/;

/** The headers of a reply that tell its limits, as they came; `undefined` when there are none. */
export function readRateLimit(headers: Headers): Headers | undefined {
  const told = Object.entries(headers).filter(([name]) => TOLD.test(name));
  return told.length > 0 ? Object.fromEntries(told) : undefined;
}
