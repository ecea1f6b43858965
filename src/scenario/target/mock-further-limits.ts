import { LIMIT_SCOPES } from '../../core/mock-plan.ts';
import type { OptionSpecs, OptionValues } from '../../core/option.ts';
import type { Context } from '../check/leaf.ts';
import { refuse } from '../check/leaf.ts';

export const ALGORITHMS = [
  'token-bucket',
  'fixed-window',
  'sliding-log',
  'sliding-counter',
] as const;

const HINT = "more: [{ counts: 'input_tokens', limit: 10_000, per: '1min', burst: 2_000 }].";

/** A rate limit besides the usual ones: of another window, with a burst of its own, or for one workspace. */
export const furtherLimitOptions = {
  counts: {
    type: 'choice',
    of: ['requests', 'input_tokens', 'output_tokens', 'tokens'],
    summary: 'what is counted',
    hint: HINT,
  },
  limit: { type: 'number', min: 0.001, summary: 'how many per window', hint: HINT },
  per: { type: 'duration', default: '1min', summary: 'width of the window' },
  burst: {
    type: 'count',
    min: 1,
    optional: true,
    summary: 'how many at once after a pause; the whole limit unless named',
  },
  algorithm: {
    type: 'choice',
    of: ALGORITHMS,
    optional: true,
    summary: 'how it is counted; as the others unless named',
  },
  scope: {
    type: 'choice',
    of: LIMIT_SCOPES,
    optional: true,
    summary: 'who shares it; as the others unless named',
  },
  workspace: { type: 'text', optional: true, summary: 'the only workspace that meets it' },
} as const satisfies OptionSpecs;

export type FurtherLimit = OptionValues<typeof furtherLimitOptions>;

/** Refuses what makes no limit. @param algorithm of those that name none */
export function checkFurtherLimits(
  limits: readonly FurtherLimit[],
  algorithm: (typeof ALGORITHMS)[number],
  context: Context,
): void {
  for (const [index, limit] of limits.entries()) {
    if (limit.per === 0) {
      const message = 'a window has to have a width.';
      refuse(context, { message, hint: "name one: per: '10s'." }, ['more', index, 'per']);
    }
    if (limit.burst !== undefined && (limit.algorithm ?? algorithm) !== 'token-bucket') {
      refuse(context, BURST_OF_WINDOW, ['more', index, 'burst']);
    }
  }
}

export const BURST_OF_WINDOW = {
  message: 'only a token bucket has a burst.',
  hint: 'windows let a whole limit through at once: leave burst out.',
};
