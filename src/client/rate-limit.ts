import type { Headers } from '../core/wire.ts';

const TOLD = ['anthropic-ratelimit-', 'x-ratelimit-', 'retry-after'] as const;

/** The headers of a reply that tell its limits, as they came; `undefined` when there are none. */
export function readRateLimit(headers: Headers): Headers | undefined {
  let told: Record<string, string> | undefined;
  for (const name in headers) {
    if (!TOLD.some((start) => name.startsWith(start))) continue;
    const value = headers[name];
    if (value === undefined) continue;
    told ??= {};
    told[name] = value;
  }
  return told;
}
