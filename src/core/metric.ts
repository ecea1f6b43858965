/** How a metric is read in a threshold: as a distribution, a share, a counter, a rate or one value. */
export type MetricKind = 'trend' | 'share' | 'count' | 'perTime' | 'value';

/** What a metric's number is in. Shares are 0 to 1. */
export type MetricUnit = 'ms' | 'share' | 'count' | 'per_s' | 'ratio' | 'usd' | 'tokens';

/** A metric that a threshold, a comparison or a search can name. */
export interface MetricDefinition {
  readonly kind: MetricKind;
  readonly unit: MetricUnit;
  /** Which way is an improvement. */
  readonly better: 'lower' | 'higher';
  /** One sentence, for `bench list` and messages. */
  readonly summary: string;
}

const lower = <K extends MetricKind, U extends MetricUnit>(kind: K, unit: U, summary: string) =>
  ({ kind, unit, better: 'lower', summary }) as const;
const higher = <K extends MetricKind, U extends MetricUnit>(kind: K, unit: U, summary: string) =>
  ({ kind, unit, better: 'higher', summary }) as const;
const trend = (summary: string) => lower('trend', 'ms', summary);

/** Every metric, by the name that users write. */
export const METRICS = {
  latency: trend('Items, from the moment they should have started to their answer.'),
  call: trend('Items, from their first send to their answer, retries and back-off inside.'),
  service: trend('Ok attempts, from the send to the end of the reply.'),
  queue: trend('Items, from the moment they are due to their first send.'),
  attempt: trend('Attempts of any outcome, from the send to their end.'),
  backoff: trend('Items, time between attempts on purpose.'),
  lag: trend('Items of an open load, from their intended start to the moment that it was noticed.'),
  connect: trend('Attempts on a new socket, from the send until it was ready.'),
  ttfb: trend('Attempts with a head, from the send to the headers.'),
  ttft: trend('Ok streams, from the send to the first token.'),
  ttft_response: trend('Ok streams, from the intended start of the item to the first token.'),
  ttfo: trend('Ok streams, from the send to the first output, reasoning left out.'),
  inter_token_latency: trend('Ok streams, time per output token after the first.'),
  inter_chunk_latency: trend('Ok streams, gaps between two arrivals of tokens, pooled.'),
  longest_stall: trend('Ok streams, their longest gap between two arrivals of tokens.'),

  errors: lower('share', 'share', 'Failed and dropped items, share of the scheduled ones.'),
  rate_limited: lower('share', 'share', 'Attempts that a rate limit refused.'),
  overloaded: lower('share', 'share', 'Attempts that an overloaded server refused.'),
  timeouts: lower('share', 'share', 'Attempts that missed a deadline.'),
  attained: higher('share', 'share', 'Items that met every objective of the scenario.'),
  slot_utilisation: higher('share', 'share', 'Time of the slots that was spent on the wire.'),
  quota_utilisation: higher('share', 'share', 'Accepted requests, share of what the limit allows.'),
  backoff_share: lower('share', 'share', 'Time of all calls that was spent in back-off.'),

  scheduled: higher('count', 'count', 'Items that were to be done.'),
  completed: higher('count', 'count', 'Items that were answered.'),
  failed: lower('count', 'count', 'Items whose last attempt failed.'),
  dropped: lower('count', 'count', 'Items that were never started.'),
  incomplete: lower('count', 'count', 'Items that were under way when the run was cut.'),
  attempts: lower('count', 'count', 'Requests on the wire.'),
  peak_in_flight: lower('count', 'count', 'Most attempts at once.'),
  hidden_attempts: lower('count', 'count', 'Requests that only the mock server saw.'),

  throughput: higher('perTime', 'per_s', 'Completed items per time of the makespan.'),
  throughput_steady: higher('perTime', 'per_s', 'Completed items per time, ramps left out.'),
  goodput: higher('perTime', 'per_s', 'Items that met every objective, per time.'),
  token_goodput: higher('perTime', 'per_s', 'Output tokens of items that met every objective.'),
  output_tokens: higher('perTime', 'per_s', 'Output tokens of ok items per time.'),
  input_tokens: higher('perTime', 'per_s', 'Input tokens of ok items per time.'),

  makespan: lower('value', 'ms', 'From the first intended start to the last answer.'),
  tail: lower('value', 'ms', 'From 95 % of the items being settled to all of them.'),
  recovery: lower('value', 'ms', 'From an outage until the rate is back at 90 %.'),
  amplification: lower('value', 'ratio', 'Attempts for each item that had one.'),
  speedup: higher('value', 'ratio', "Makespan of the baseline strategy divided by this one's."),
  window_overshoot: lower('value', 'ratio', 'Most starts in a minute, divided by the limit.'),
  fairness: higher('value', 'ratio', "Jain's index over the tags: 1 = equal."),
  coverage: higher('value', 'ratio', 'Completed items, share of the scheduled ones.'),
  cost: lower('value', 'usd', 'Price of all tokens of a round, in US dollars.'),
  wasted_cost: lower(
    'value',
    'usd',
    'Price of tokens of a round that were not used, in US dollars.',
  ),
  wasted_tokens: lower('value', 'tokens', 'Tokens of attempts whose result was not used.'),
} as const satisfies Readonly<Record<string, MetricDefinition>>;

export type MetricName = keyof typeof METRICS;

/** Short names that other tools use, with ours. They are printed in the long form. */
export const METRIC_ALIASES = {
  itl: 'inter_token_latency',
  tpot: 'inter_token_latency',
  e2el: 'service',
} as const satisfies Readonly<Record<string, MetricName>>;

export type MetricAlias = keyof typeof METRIC_ALIASES;
