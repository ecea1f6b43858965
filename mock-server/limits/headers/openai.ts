import type { Milliseconds } from '../../../src/core/units.ts';
import type { LimitState } from '../limiter.ts';

/**
 * `x-ratelimit-*`: limit, what is left, and how long until the bucket is full again, as a Go
 * duration.
 */
export function openaiLimitHeaders(states: readonly LimitState[]): Record<string, string> {
  const headers: Record<string, string> = {};
  for (const { limit, remaining, untilFull } of states) {
    headers[`x-ratelimit-limit-${limit.dimension}`] = String(limit.limit);
    headers[`x-ratelimit-remaining-${limit.dimension}`] = String(remaining);
    headers[`x-ratelimit-reset-${limit.dimension}`] = goDuration(untilFull);
  }
  return headers;
}

/**
 * As Go's `time.Duration` prints itself, floored to the millisecond: `6ms`, `8.64s`, `1m30.5s`,
 * `1h0m0s`.
 */
export function goDuration(duration: Milliseconds): string {
  const ms = Math.floor(duration);
  if (ms === 0) return '0s';
  if (ms < 1_000) return `${ms}ms`;
  const minutes = Math.floor(ms / 60_000);
  const seconds = `${(ms % 60_000) / 1_000}s`;
  if (minutes === 0) return seconds;
  if (minutes < 60) return `${minutes}m${seconds}`;
  return `${Math.floor(minutes / 60)}h${minutes % 60}m${seconds}`;
}
