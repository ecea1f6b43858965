import type { OptionInput, OptionSpecs } from '../../core/option.ts';

/** How a target is asked: the same for every API. */
export const connectionOptions = {
  stream: { type: 'flag', default: false, summary: 'whether replies come as server-sent events' },
  client: {
    type: 'choice',
    of: ['http', 'sdk'],
    default: 'http',
    summary: "own requests over undici, or the provider's official SDK",
  },
  freshClient: {
    type: 'flag',
    default: false,
    summary: 'a new connection for every attempt, to see what that costs',
  },
} as const satisfies OptionSpecs;

export type ConnectionOptions = OptionInput<typeof connectionOptions>;
