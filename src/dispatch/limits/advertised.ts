import type { Milliseconds } from '../../core/units.ts';

/** What a server counts. `tokens`: input and output together. */
export const DIMENSIONS = ['requests', 'input-tokens', 'output-tokens', 'tokens'] as const;

export type Dimension = (typeof DIMENSIONS)[number];

/** One limit as a reply's headers tell it. */
export interface Advertised {
  readonly dimension: Dimension;
  /** Per minute, unless `untilFull` says otherwise. */
  readonly limit: number;
  readonly remaining: number;
  /** Until nothing of the limit is used; absent where it is told in whole seconds only, which is too coarse. */
  readonly untilFull?: Milliseconds;
}

/** Of each dimension. Made once: joining twenty names for each reply took a fifth of a simulated request's time (measured). */
const HEADERS = DIMENSIONS.map((dimension) => ({
  dimension,
  anthropicLimit: `anthropic-ratelimit-${dimension}-limit`,
  anthropicRemaining: `anthropic-ratelimit-${dimension}-remaining`,
  limit: `x-ratelimit-limit-${dimension}`,
  remaining: `x-ratelimit-remaining-${dimension}`,
  reset: `x-ratelimit-reset-${dimension}`,
}));

/** Reads `anthropic-ratelimit-*` and `x-ratelimit-*`, names in lower case. What cannot be read is left out. */
export function readAdvertised(headers: Readonly<Record<string, string>>): Advertised[] {
  const advertised: Advertised[] = [];
  for (const names of HEADERS) {
    const limit = readCount(headers[names.anthropicLimit] ?? headers[names.limit]);
    const remaining = readCount(headers[names.anthropicRemaining] ?? headers[names.remaining]);
    if (limit === undefined || remaining === undefined || limit === 0) continue;
    const untilFull = parseGoDuration(headers[names.reset] ?? '');
    const { dimension } = names;
    advertised.push({ dimension, limit, remaining, ...(untilFull !== undefined && { untilFull }) });
  }
  return advertised;
}

const UNIT_MS: Readonly<Record<string, Milliseconds>> = {
  ns: 1e-6,
  us: 1e-3,
  µs: 1e-3,
  ms: 1,
  s: 1_000,
  m: 60_000,
  h: 3_600_000,
};

const GO_DURATION = /^(?:\d+(?:\.\d+)?(?:ns|us|µs|ms|s|m|h))+$/;
const GO_PART = /(\d+(?:\.\d+)?)(ns|us|µs|ms|s|m|h)/g;

/**
 * Reads a duration as Go prints it: `8.64s`, `6m0s`, `120ms`.
 *
 * @returns `undefined` when it is none; a number without a unit is none
 */
export function parseGoDuration(text: string): Milliseconds | undefined {
  if (!GO_DURATION.test(text)) return undefined;
  let ms = 0;
  for (const [, value, unit] of text.matchAll(GO_PART))
    ms += Number(value) * (UNIT_MS[unit ?? ''] ?? 0);
  return ms;
}

function readCount(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const count = Number(text.trim() || Number.NaN);
  return Number.isFinite(count) && count >= 0 ? count : undefined;
}
