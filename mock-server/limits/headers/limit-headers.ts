import type { LimitHeaders } from '../../../src/core/mock-plan.ts';
import type { LimitState } from '../gate.ts';
import { anthropicLimitHeaders } from './anthropic.ts';
import { azureGapLimitHeaders, azureLimitHeaders, openaiLimitHeaders } from './openai.ts';

/** @param wall wall time of the instant at which the states were taken */
type RenderLimits = (states: readonly LimitState[], wall: Date) => Record<string, string>;

/** How each dialect tells the state of the limits. */
export const limitHeaders: Readonly<Record<LimitHeaders, RenderLimits>> = {
  anthropic: anthropicLimitHeaders,
  openai: openaiLimitHeaders,
  azure: azureLimitHeaders,
  'azure-gaps': azureGapLimitHeaders,
  none: () => ({}),
};
