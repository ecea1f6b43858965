import type { OptionInput, OptionSpecs } from '../core/option.ts';

/** Deadlines of one attempt. */
export const timeoutOptions = {
  connect: { type: 'duration', default: 10_000, summary: 'until a socket is ready' },
  headers: {
    type: 'duration',
    optional: true,
    summary: "from the send until the reply's head is complete",
  },
  firstToken: {
    type: 'duration',
    optional: true,
    summary: 'from the send until the first piece of the answer; streams only',
  },
  idle: { type: 'duration', optional: true, summary: 'between two arrivals of bytes' },
  total: { type: 'duration', default: 600_000, summary: 'from the send until the end' },
} as const satisfies OptionSpecs;

export type TimeoutOptions = OptionInput<typeof timeoutOptions>;
