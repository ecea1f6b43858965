import { defineVariant } from '../../src/core/variant.ts';
import { mapEvents } from './event-filter.ts';
import type { SpoilingFault } from './fault.ts';
import { EVERY_HOST } from './fault.ts';

export const unnamedEvents = defineVariant({
  kind: 'unnamed-events',
  summary: 'The events of a stream have lost their names.',
  options: {},
  create: () => rewriting((event) => event.replace(/^event: .*\n/, '')),
});

export const crlf = defineVariant({
  kind: 'crlf',
  summary: 'The lines of a stream end in CR LF, which is allowed.',
  options: {},
  create: () => rewriting((event) => event.replaceAll('\n', '\r\n')),
});

export const pingsOnly = defineVariant({
  kind: 'pings-only',
  summary: 'A stream stays alive and says nothing: each event is replaced by a ping.',
  options: {},
  create: () =>
    rewriting((event) =>
      event.startsWith('event: ') ? 'event: ping\ndata: {"type":"ping"}\n\n' : ': ping\n\n',
    ),
});

export const comments = defineVariant({
  kind: 'comments',
  summary: "OpenRouter's comment lines come before the first event.",
  options: {
    lines: { type: 'count', min: 1, default: 3, summary: 'number of comment lines' },
  },
  create: ({ lines }) => {
    const opening = ': OPENROUTER PROCESSING\n\n'.repeat(lines);
    return rewriting((event, nth) => (nth === 1 ? opening + event : event));
  },
});

function rewriting(change: (event: string, nth: number) => string): SpoilingFault {
  return {
    stage: 'service',
    hosts: EVERY_HOST,
    replies: 'streamed',
    spoil: (sink) => mapEvents(sink, change),
  };
}
