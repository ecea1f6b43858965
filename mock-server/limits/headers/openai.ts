import type { RateDimension } from '../../../src/core/mock-plan.ts';
import type { Milliseconds } from '../../../src/core/units.ts';
import type { LimitState } from '../gate.ts';

/**
 * `x-ratelimit-*`: limit, what is left, and how long until the limit is full again, as a Go
 * duration.
 */
export function openaiLimitHeaders(states: readonly LimitState[]): Record<string, string> {
  return xRatelimitHeaders(states, ({ remaining, untilFull }) => [
    String(remaining),
    goDuration(untilFull),
  ]);
}

/** Azure's: the same names, whole seconds. */
export function azureLimitHeaders(states: readonly LimitState[]): Record<string, string> {
  return xRatelimitHeaders(states, ({ remaining, untilFull }) => [
    String(remaining),
    String(Math.ceil(untilFull / 1_000)),
  ]);
}

/** Azure's on days when it knows nothing: -1. */
export function azureGapLimitHeaders(states: readonly LimitState[]): Record<string, string> {
  return xRatelimitHeaders(states, () => ['-1', '-1']);
}

function xRatelimitHeaders(
  states: readonly LimitState[],
  render: (state: LimitState) => readonly [remaining: string, reset: string],
): Record<string, string> {
  const headers: Record<string, string> = {};
  for (const [name, dimensions] of GROUPS) {
    const state = slowest(dimensions, states);
    if (state === undefined) continue;
    const [remaining, reset] = render(state);
    headers[`x-ratelimit-limit-${name}`] = String(state.limit.limit);
    headers[`x-ratelimit-remaining-${name}`] = remaining;
    headers[`x-ratelimit-reset-${name}`] = reset;
  }
  return headers;
}

const GROUPS: readonly (readonly [name: string, dimensions: readonly RateDimension[]])[] = [
  ['requests', ['requests']],
  ['tokens', ['tokens', 'input_tokens', 'output_tokens']],
];

/**
 * Of several limits in a group, the one that takes longest to be full again: an account with 500
 * requests per minute and 10 000 per day is told of the latter (captured).
 */
function slowest(
  dimensions: readonly RateDimension[],
  states: readonly LimitState[],
): LimitState | undefined {
  let found: LimitState | undefined;
  for (const state of states) {
    if (!dimensions.includes(state.limit.dimension)) continue;
    if (found === undefined || state.untilFull > found.untilFull) found = state;
  }
  return found;
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
