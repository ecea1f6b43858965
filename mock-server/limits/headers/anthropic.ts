import type { LimitState } from '../limiter.ts';

/**
 * `anthropic-ratelimit-*`: limit, what is left, and when the bucket will be full again, cut to
 * whole seconds (RFC 3339).
 *
 * @param wall wall time of the instant at which the states were taken
 */
export function anthropicLimitHeaders(
  states: readonly LimitState[],
  wall: Date,
): Record<string, string> {
  const headers: Record<string, string> = {};
  for (const { limit, remaining, untilFull } of states) {
    const name = `anthropic-ratelimit-${limit.dimension}`;
    headers[`${name}-limit`] = String(limit.limit);
    headers[`${name}-remaining`] = String(remaining);
    headers[`${name}-reset`] = wholeSeconds(new Date(wall.getTime() + untilFull));
  }
  return headers;
}

function wholeSeconds(time: Date): string {
  return `${time.toISOString().slice(0, 19)}Z`;
}
