import type { OptionSpecs } from '../core/option.ts';
import type { SloMetric, SloPlan } from '../core/plan.ts';
import { SLO_METRICS } from '../core/plan.ts';
import type { Duration } from '../core/units.ts';
import { optionsSchema } from './check/options.ts';

/** What an item must keep to count towards goodput: `{ ttft: '200ms', latency: '2s' }`. */
export type SloInput = { readonly [K in SloMetric]?: Duration };

/** Other tools' names for the same. Their end-to-end latency is the one that a user waits for. */
const ALIASES: Readonly<Record<string, SloMetric>> = {
  e2el: 'latency',
  request_latency: 'latency',
  time_to_first_token: 'ttft',
  tpot: 'inter_token_latency',
};

/** Only streams have these. */
const OF_STREAMS: ReadonlySet<string> = new Set<SloMetric>([
  'ttft',
  'ttft_response',
  'ttfo',
  'inter_token_latency',
  'longest_stall',
]);

const limit = { type: 'duration', optional: true, summary: 'the longest that is good' } as const;

export const sloSchema = optionsSchema(
  Object.fromEntries(SLO_METRICS.map((name) => [name, limit])) satisfies OptionSpecs,
  "limits, for example { ttft: '200ms', latency: '2s' }",
);

/** The limits that only a stream can be held to. */
export function limitsOfStreams(slo: SloPlan): readonly string[] {
  return Object.keys(slo).filter((name) => OF_STREAMS.has(name));
}

/**
 * Reads `ttft:200 e2el:2s` as a scenario would have it. What is wrong with it is left to the scenario's check.
 *
 * @param flags `name:limit` each, by our names or those of other tools; a bare number is milliseconds
 */
export function readSloFlags(flags: readonly string[]): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    flags.map((flag) => {
      const colon = flag.includes(':') ? flag.indexOf(':') : flag.length;
      const name = flag.slice(0, colon);
      const value = flag.slice(colon + 1);
      const isNumber = /^\d+(\.\d+)?$/.test(value);
      return [ALIASES[name] ?? name, isNumber ? Number(value) : value];
    }),
  );
}
