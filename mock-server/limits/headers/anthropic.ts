import type { RateDimension } from '../../../src/core/mock-plan.ts';
import type { LimitState } from '../gate.ts';

/** What one group of headers says. Reset is a wall time, in milliseconds since 1970. */
interface Figures {
  readonly limit: number;
  readonly remaining: number;
  readonly reset: number;
}

/**
 * `anthropic-ratelimit-*`: limit, what is left (tokens to the nearest thousand), and when the limit
 * will be full again, cut to whole seconds (RFC 3339).
 *
 * The group `tokens` tells a limit on all tokens, or else what those on input and output make
 * together: the sums of limits and rounded remainings, and the earlier reset. Where one of them is a
 * workspace's, it tells the tightest of all.
 *
 * @param wall wall time of the instant at which the states were taken
 */
export function anthropicLimitHeaders(
  states: readonly LimitState[],
  wall: Date,
): Record<string, string> {
  const headers: Record<string, string> = {};
  const requests = figuresOf(['requests'], states, wall);
  const input = figuresOf(['input_tokens'], states, wall);
  const output = figuresOf(['output_tokens'], states, wall);
  const all = figuresOf(states.some(isOfWorkspace) ? TOKENS : ['tokens'], states, wall);
  write(headers, NAMES.requests, requests);
  write(headers, NAMES.input, input);
  write(headers, NAMES.output, output);
  write(headers, NAMES.all, all ?? (input && output ? together(input, output) : (input ?? output)));
  return headers;
}

const TOKENS: readonly RateDimension[] = ['input_tokens', 'output_tokens', 'tokens'];

function isOfWorkspace({ limit: { workspace, dimension } }: LimitState): boolean {
  return workspace !== undefined && dimension !== 'requests';
}

/** Of several limits, the one with the least left. */
function figuresOf(
  dimensions: readonly RateDimension[],
  states: readonly LimitState[],
  wall: Date,
): Figures | undefined {
  let tightest: LimitState | undefined;
  for (const state of states) {
    if (!dimensions.includes(state.limit.dimension)) continue;
    if (tightest === undefined || state.remaining < tightest.remaining) tightest = state;
  }
  if (tightest === undefined) return undefined;
  const { limit, remaining, untilFull } = tightest;
  return {
    limit: limit.limit,
    remaining: limit.dimension === 'requests' ? remaining : Math.round(remaining / 1_000) * 1_000,
    reset: wall.getTime() + untilFull,
  };
}

function together(input: Figures, output: Figures): Figures {
  return {
    limit: input.limit + output.limit,
    remaining: input.remaining + output.remaining,
    reset: Math.min(input.reset, output.reset),
  };
}

/** Put together once: a name that is made anew for each reply is looked up anew, too. */
const NAMES = {
  requests: namesOf('requests'),
  input: namesOf('input-tokens'),
  output: namesOf('output-tokens'),
  all: namesOf('tokens'),
};

function namesOf(group: string): Readonly<Record<keyof Figures, string>> {
  const prefix = `anthropic-ratelimit-${group}`;
  return { limit: `${prefix}-limit`, remaining: `${prefix}-remaining`, reset: `${prefix}-reset` };
}

function write(
  headers: Record<string, string>,
  names: Readonly<Record<keyof Figures, string>>,
  figures: Figures | undefined,
): void {
  if (figures === undefined) return;
  headers[names.limit] = String(figures.limit);
  headers[names.remaining] = String(figures.remaining);
  headers[names.reset] = inWholeSeconds(figures.reset);
}

/** Instants of the last texts: most replies within a second tell the same ones. */
const texts = new Map<number, string>();

const MOST_TEXTS = 256;

function inWholeSeconds(time: number): string {
  const second = Math.floor(time / 1_000);
  let text = texts.get(second);
  if (text === undefined) {
    if (texts.size >= MOST_TEXTS) texts.clear();
    text = `${new Date(second * 1_000).toISOString().slice(0, 19)}Z`;
    texts.set(second, text);
  }
  return text;
}
