import { defineVariant } from '../../src/core/variant.ts';
import { interrupt, mapEvents } from './event-filter.ts';
import type { SpoilingFault } from './fault.ts';
import { EVERY_HOST } from './fault.ts';

const afterEvents = {
  type: 'count',
  min: 0,
  default: 5,
  summary: 'events that are sent before',
} as const;

export const errorEvent = defineVariant({
  kind: 'error-event',
  summary: 'An error comes as an event of a stream that began with status 200, and ends it.',
  options: {
    afterEvents,
    status: {
      type: 'count',
      min: 400,
      max: 599,
      default: 529,
      summary: 'status whose error the event holds',
    },
  },
  create: ({ afterEvents, status }): SpoilingFault => ({
    stage: 'service',
    hosts: EVERY_HOST,
    replies: 'streamed',
    spoil: (sink, scene) =>
      interrupt(sink, afterEvents, (event, ended) => {
        const name = isNamed(event) ? 'event: error\n' : '';
        ended.end(`${name}data: ${scene.errorBody(scene.describe(status))}\n\n`);
        scene.breakOff();
      }),
  }),
});

export const badJson = defineVariant({
  kind: 'bad-json',
  summary: 'The data of one event is no JSON; the stream goes on.',
  options: { afterEvents },
  create: ({ afterEvents }): SpoilingFault => ({
    stage: 'service',
    hosts: EVERY_HOST,
    replies: 'streamed',
    spoil: (sink) =>
      mapEvents(sink, (event, nth) =>
        nth === afterEvents + 1 ? event.replace(/^data: \{/m, 'data: {{') : event,
      ),
  }),
});

export const unknownEvent = defineVariant({
  kind: 'unknown-event',
  summary: 'An event of a type that no client knows comes in between.',
  options: { afterEvents },
  create: ({ afterEvents }): SpoilingFault => ({
    stage: 'service',
    hosts: EVERY_HOST,
    replies: 'streamed',
    spoil: (sink) =>
      mapEvents(sink, (event, nth) => {
        if (nth !== afterEvents + 1) return event;
        const name = isNamed(event) ? 'event: weather\n' : '';
        return `${name}data: {"type":"weather","choices":[]}\n\n${event}`;
      }),
  }),
});

export const duplicateDelta = defineVariant({
  kind: 'duplicate-delta',
  summary: "Anthropic's message_delta, whose usage is cumulative, comes twice.",
  options: {},
  create: (): SpoilingFault => ({
    stage: 'service',
    hosts: EVERY_HOST,
    replies: 'streamed',
    spoil: (sink) =>
      mapEvents(sink, (event) =>
        event.startsWith('event: message_delta\n') ? event + event : event,
      ),
  }),
});

/** Anthropic names its events, OpenAI does not. */
function isNamed(event: string): boolean {
  return event.startsWith('event: ');
}
