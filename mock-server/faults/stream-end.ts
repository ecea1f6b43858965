import { defineVariant } from '../../src/core/variant.ts';
import { EventFilter, interrupt } from './event-filter.ts';
import type { SpoilingFault } from './fault.ts';
import { EVERY_HOST } from './fault.ts';
import { firstHalf } from './filter.ts';

const afterEvents = {
  type: 'count',
  min: 0,
  default: 5,
  summary: 'events that are sent before',
} as const;

export const cleanEnd = defineVariant({
  kind: 'clean-end',
  summary: 'A stream ends properly on the wire, but too early.',
  options: { afterEvents },
  create: ({ afterEvents }): SpoilingFault => ({
    stage: 'service',
    hosts: EVERY_HOST,
    replies: 'streamed',
    spoil: (sink, scene) =>
      interrupt(sink, afterEvents, (_, cut) => {
        cut.end();
        scene.breakOff();
      }),
  }),
});

export const cutJson = defineVariant({
  kind: 'cut-json',
  summary: 'A stream ends properly on the wire, in the middle of an event.',
  options: { afterEvents },
  create: ({ afterEvents }): SpoilingFault => ({
    stage: 'service',
    hosts: EVERY_HOST,
    replies: 'streamed',
    spoil: (sink, scene) =>
      interrupt(sink, afterEvents, (event, cut) => {
        cut.end(firstHalf(event));
        scene.breakOff();
      }),
  }),
});

export const noFinalBlank = defineVariant({
  kind: 'no-final-blank',
  summary: 'The blank line that ends the last event is missing.',
  options: {},
  create: (): SpoilingFault => ({
    stage: 'service',
    hosts: EVERY_HOST,
    replies: 'streamed',
    spoil: (sink) => new Unfinished(sink),
  }),
});

/** Always holds back one event, since only the end tells which one is the last. */
class Unfinished extends EventFilter {
  #held = '';

  protected override event(text: string): void {
    this.sink.write(this.#held);
    this.#held = text;
  }

  override end(chunk = ''): void {
    this.write(chunk);
    this.sink.end(this.#held.trimEnd());
  }
}
