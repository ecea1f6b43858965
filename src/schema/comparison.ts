import { z } from 'zod';
import type { Comparison } from '../core/comparison.ts';
import { notice } from './notice.ts';
import { count, ms, text } from './units.ts';

const pairedFigures = z
  .strictObject({
    scale: z.enum(['ratio', 'difference']).describe('A ratio of times, or B − A of two shares'),
    effect: z.number().describe('Above 1, or a difference above 0, B is worse'),
    low: z.number().describe('Lower end of the interval'),
    high: z.number().describe('Upper end of the interval'),
    hodges_lehmann: z.number().describe('What one outlier hardly moves'),
    deviation: z.number().nonnegative().describe('Of the log ratios or differences of the rounds'),
    p_worse: z.number().describe('One-sided sign-flip p of "B is worse"'),
    p_better: z.number().describe('One-sided sign-flip p of "B is better"'),
    t_p_worse: z.number().describe('One-sided p of the paired t test of "B is worse"'),
    mde: z.number().describe('Smallest change found in 80 % of such comparisons, as a share'),
  })
  .describe('What the rounds of both arms say together');

const perRound = z.array(z.number().nullable()).describe('One a round; null = never answered');

const verdict = z.enum(['regressed', 'improved', 'unchanged', 'inconclusive', 'invalid']);

const metric = z.strictObject({
  metric: text('As thresholds write it'),
  strategy: text("The user's name for it"),
  role: z
    .enum(['gated', 'exploratory', 'informational'])
    .describe('Decides, only informs, or has too few samples in a round'),
  unit: z.enum(['ms', 'per_s', 'share', 'tokens']),
  better: z.enum(['smaller', 'larger']),
  a: perRound,
  b: perRound,
  verdict,
  reason: text("What the verdict's word does not say").exactOptional(),
  rounds: count('Pairs of rounds'),
  estimate: pairedFigures.exactOptional(),
  adjusted_p: z.number().describe('t_p_worse, after Holm').exactOptional(),
  merged_effect: z.number().describe('Effect of all rounds merged').exactOptional(),
  suspicious: z.boolean().describe('Too good to be believed unchecked').exactOptional(),
});

const shape = z.strictObject({
  strategy: text("The user's name for it"),
  rounds: count('Pairs of rounds'),
  deciles: z
    .array(
      z.strictObject({
        decile: z.int().describe('10 to 90'),
        verdict,
        estimate: pairedFigures,
      }),
    )
    .describe('Without those that fall among items that were never answered'),
  distance: z.number().describe('Kolmogorov-Smirnov distance of all rounds together, 0 to 1'),
  distance_at_ms: ms('The time at which the shares differ most'),
  p: z.number().describe('Share of the swaps of A and B within rounds that are as far apart'),
});

const figure = z.union([z.number(), z.string(), z.null()]);

const arm = z.strictObject({
  label: text('File that it came from, or name of the baseline'),
  tool: text('Version of llm-bench'),
  started_at: text('Wall time, RFC 3339'),
  seeds: z.array(z.int()).describe('One a round'),
});

/** B held against A, as `comparison.json` holds it. */
export const comparisonSchema = z.strictObject({
  schemaVersion: z.literal(1),
  scenario: text('Name of the scenario'),
  clock: z.enum(['real', 'virtual']),
  design: z
    .enum(['interleaved', 'separate'])
    .describe('Whether rounds of A and B took turns, or A was measured on another occasion'),
  a: arm,
  b: arm,
  tolerance: z.number().describe('Change that does not matter, as a share'),
  alpha: z.number().describe('One-sided level of a single test'),
  gates: z.boolean().describe('False when the verdict is only a warning'),
  verdict,
  reasons: z.array(notice).describe('What decided, worst first'),
  metrics: z.array(metric).describe('Gated ones first'),
  shapes: z.array(shape).describe('How latency moved over its whole range; only informs'),
  exact: z
    .array(
      z.strictObject({
        strategy: text("The user's name for it"),
        figure: text('Name of the figure'),
        a: figure,
        b: figure,
        expected: z.boolean().describe('Whether it was said that it would change'),
      }),
    )
    .describe('Figures that need no statistics, and differ'),
  differences: z
    .array(
      z.strictObject({
        kind: z.enum(['machine', 'scenario']),
        path: text('Where'),
        a: text('As JSON; absent where A has none').exactOptional(),
        b: text('As JSON; absent where B has none').exactOptional(),
      }),
    )
    .describe('What differs between the arms themselves'),
  warnings: z.array(notice),
}) satisfies z.ZodType<Comparison>;
