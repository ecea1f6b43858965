import type { Metrics, TagFigures } from '../core/run-result.ts';

type Rounds = readonly Metrics[];

/** Figures that not every round has. Rates and times are medians over the rounds, shares are those of all together. */
export function mergeFigures(rounds: Rounds): Partial<Metrics> {
  const slots = mergeSlots(rounds);
  const tags = mergeTags(rounds);
  const figures: { [K in keyof Metrics]?: Metrics[K] | undefined } = {
    tail_ms: medianOf(rounds, 'tail_ms'),
    throughput_steady_per_s: medianOf(rounds, 'throughput_steady_per_s'),
    goodput_per_s: medianOf(rounds, 'goodput_per_s'),
    attained: weighted(rounds, 'attained', ({ counts }) => counts.scheduled - counts.incomplete),
    token_goodput_per_s: medianOf(rounds, 'token_goodput_per_s'),
    output_tokens_per_s: medianOf(rounds, 'output_tokens_per_s'),
    input_tokens_per_s: medianOf(rounds, 'input_tokens_per_s'),
    slots,
    slot_utilisation: slots && slots.busy_ms / (slots.busy_ms + slots.backoff_ms + slots.idle_ms),
    quota_utilisation: medianOf(rounds, 'quota_utilisation'),
    input_quota_utilisation: medianOf(rounds, 'input_quota_utilisation'),
    output_quota_utilisation: medianOf(rounds, 'output_quota_utilisation'),
    token_quota_utilisation: medianOf(rounds, 'token_quota_utilisation'),
    window_overshoot: mostOf(rounds, 'window_overshoot'),
    backoff_share: medianOf(rounds, 'backoff_share'),
    fairness: medianOf(rounds, 'fairness'),
    tags: tags.length > 0 ? tags : undefined,
    recovery_ms: medianOf(rounds, 'recovery_ms'),
    little_residual: mostOf(rounds, 'little_residual'),
    coalesced_gaps: weighted(
      rounds,
      'coalesced_gaps',
      ({ inter_chunk_latency: gaps }) => gaps?.count ?? 0,
    ),
  };
  return Object.fromEntries(Object.entries(figures).filter(([, value]) => value !== undefined));
}

/** Names of figures that are a number where they are known. */
type Figure = {
  [K in keyof Metrics]-?: Exclude<Metrics[K], undefined> extends number ? K : never;
}[keyof Metrics];

/** Only what every round knows: a median over the others would leave the worst out. */
function knownOf(rounds: Rounds, name: Figure): number[] {
  const known = rounds.flatMap(({ [name]: value }) => value ?? []);
  return known.length === rounds.length ? known : [];
}

function medianOf(rounds: Rounds, name: Figure): number | undefined {
  const known = knownOf(rounds, name);
  return known.length === 0 ? undefined : median(known);
}

function mostOf(rounds: Rounds, name: Figure): number | undefined {
  const known = knownOf(rounds, name);
  return known.length === 0 ? undefined : Math.max(...known);
}

function weighted(
  rounds: Rounds,
  name: Figure,
  weightOf: (round: Metrics) => number,
): number | undefined {
  if (knownOf(rounds, name).length === 0) return undefined;
  const total = rounds.reduce((sum, round) => sum + weightOf(round), 0);
  const sum = rounds.reduce((all, round) => all + (round[name] ?? 0) * weightOf(round), 0);
  return total === 0 ? undefined : sum / total;
}

function mergeSlots(rounds: Rounds): Metrics['slots'] {
  const all = rounds.flatMap(({ slots }) => slots ?? []);
  const [first] = all;
  if (!first) return undefined;
  const sum = (name: 'busy_ms' | 'backoff_ms' | 'idle_ms') =>
    all.reduce((total, slots) => total + slots[name], 0);
  return {
    size: first.size,
    busy_ms: sum('busy_ms'),
    backoff_ms: sum('backoff_ms'),
    idle_ms: sum('idle_ms'),
  };
}

function mergeTags(rounds: Rounds): TagFigures[] {
  const merged = new Map<string, TagFigures>();
  for (const figures of rounds.flatMap(({ tags = [] }) => tags)) {
    const known = merged.get(figures.tag);
    merged.set(figures.tag, {
      tag: figures.tag,
      completed: figures.completed + (known?.completed ?? 0),
      longest_wait_ms: Math.max(figures.longest_wait_ms, known?.longest_wait_ms ?? 0),
    });
  }
  return [...merged.values()];
}

/** The middle value; of an even number the mean of the two in the middle. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const lower = sorted[Math.floor((sorted.length - 1) / 2)] ?? 0;
  const upper = sorted[Math.floor(sorted.length / 2)] ?? 0;
  return (lower + upper) / 2;
}
