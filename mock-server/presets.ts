/** Options of a mock under one name, as a scenario would write them. */
export interface Preset {
  /** One sentence, for lists. */
  readonly summary: string;
  readonly options: Readonly<Record<string, unknown>>;
}

/** The article's own measurements of 100 calls: 8.2, 1.1, 0.6 and 0.4 s at 1, 10, 20 and 50. */
const ARTICLE_POINTS = [
  [1, 82],
  [10, 110],
  [20, 120],
  [50, 180],
];

const MINUTES_15 = 15;

/** Limits of one tier as Anthropic publishes them; batches have limits of their own. */
function tier(
  name: string,
  [rpm, itpm, otpm]: readonly [rpm: number, itpm: number, otpm: number],
  [batchRpm, queue]: readonly [batchRpm: number, queue: number],
): Preset {
  return {
    summary: `Anthropic, ${name}, published limits of September 2026.`,
    options: { limits: { rpm, itpm, otpm }, batches: { rpm: batchRpm, queue } },
  };
}

const START = [1_000, 200_000] as const;
const BUILD = [2_000, 300_000] as const;
const SCALE = [4_000, 500_000] as const;

/** A small account: service of about 2 s, 50 requests a minute, refusals that take their time. */
function rpm50(burst: number) {
  return {
    latency: { kind: 'lognormal', median: 2_000, sigma: 0.3 },
    limits: { rpm: 50, burst },
    rejectLatency: 150,
  };
}

/** Ready-made mocks. The later of two wins, where both say something. */
export const presets = {
  'anthropic-start': tier('tier Start', [1_000, 2_000_000, 400_000], START),
  'anthropic-build': tier('tier Build', [5_000, 5_000_000, 1_000_000], BUILD),
  'anthropic-scale': tier('tier Scale', [10_000, 10_000_000, 2_000_000], SCALE),
  'anthropic-fable-start': tier('Fable, tier Start', [1_000, 500_000, 100_000], START),
  'anthropic-fable-build': tier('Fable, tier Build', [2_000, 1_500_000, 300_000], BUILD),
  'anthropic-fable-scale': tier('Fable, tier Scale', [4_000, 4_000_000, 800_000], SCALE),
  'anthropic-tier1': {
    summary: "Anthropic's smallest tier, retired in 2026: 50 RPM, 30 000 ITPM, 8000 OTPM.",
    options: { limits: { rpm: 50, itpm: 30_000, otpm: 8_000 } },
  },
  'openai-small': {
    summary: 'OpenAI, put together from captured replies: 500 RPM, 10 000 a day, 200 000 TPM.',
    options: { limits: { rpm: 500, rpd: 10_000, tpm: 200_000 }, headers: 'openai' },
  },
  'openai-slow-down': {
    summary: 'OpenAI: input tokens may grow by 50 % per 15 minutes above 1 000 000 a minute.',
    options: {
      limits: {
        ramp: {
          counts: 'input_tokens',
          factor: 1.5,
          floor: MINUTES_15 * 1_000_000,
          window: `${MINUTES_15}min`,
        },
      },
      headers: 'openai',
    },
  },
  'azure-like': {
    summary: 'Azure: 30 000 TPM, 180 RPM, headers that say -1, no Retry-After.',
    options: {
      limits: { rpm: 180, tpm: 30_000 },
      headers: 'azure-gaps',
      retryAfter: 'none',
    },
  },
  'openrouter-like': {
    summary: 'OpenRouter: comment lines in streams, and 1 % errors inside of a status 200.',
    options: {
      headers: 'none',
      faults: {
        'error-in-200': { kind: 'error-in-reply', rate: 0.01 },
        comments: { kind: 'comments' },
      },
    },
  },
  'article-curve': {
    summary: 'Slows down as measured in an article: 82 ms alone, 180 ms with 50 in service.',
    options: { load: { kind: 'curve', points: ARTICLE_POINTS } },
  },
  'llm-2s': {
    summary: 'Service of 2 s on average, cv 0.35, whatever the load.',
    options: { latency: { kind: 'lognormal', mean: 2_000, cv: 0.35 } },
  },
  fast: {
    summary: 'Service of 30 to 300 ms, for short runs on the real clock.',
    options: { latency: { kind: 'uniform', min: 30, max: 300 } },
  },
  rpm50: {
    summary: '50 RPM that may come at once; about 2 s of service; refusals take 150 ms.',
    options: rpm50(50),
  },
  'rpm50-tight': {
    summary: '50 RPM, 5 at once; about 2 s of service; refusals take 150 ms.',
    options: rpm50(5),
  },
  'rpm1000-flaky': {
    summary: '1000 RPM, 50 at once, 60 connections; about 2 s of service; 1 % status 529.',
    options: {
      latency: { kind: 'lognormal', median: 2_000, sigma: 0.5 },
      limits: { rpm: 1_000, burst: 50, maxConcurrent: 60 },
      rejectLatency: 150,
      faults: { overloaded: { kind: 'status', status: 529, rate: 0.01 } },
    },
  },
  slots32: {
    summary: 'A server of your own: 32 slots, 2 % slower for each further request, no 429.',
    options: {
      latency: { kind: 'lognormal', median: 2_000, sigma: 0.5 },
      load: { kind: 'linear', alpha: 0.02 },
      queue: { slots: 32 },
    },
  },
} as const satisfies Record<string, Preset>;

export type PresetName = keyof typeof presets;
