import { defineVariant } from '../../src/core/variant.ts';
import { interrupt } from './event-filter.ts';
import type { AnsweringFault, SpoilingFault } from './fault.ts';
import { EVERY_HOST } from './fault.ts';
import { Filter } from './filter.ts';

export const hang = defineVariant({
  kind: 'hang',
  summary: 'The connection is accepted and nothing ever comes.',
  options: {},
  create: (): AnsweringFault => ({
    stage: 'admission',
    hosts: EVERY_HOST,
    status: 0,
    answer() {},
  }),
});

export const stall = defineVariant({
  kind: 'stall',
  summary: 'The reply is served as ever, falls silent, and never ends.',
  options: {
    afterEvents: {
      type: 'count',
      min: 0,
      optional: true,
      summary:
        'events of a stream that are sent before; a whole reply stalls in its middle. ' +
        'Absent = not even the head is sent',
    },
  },
  create: ({ afterEvents }): SpoilingFault => ({
    stage: 'service',
    hosts: EVERY_HOST,
    replies: 'all',
    spoil: (sink, { breakOff }) =>
      afterEvents === undefined ? new Silence(sink) : interrupt(sink, afterEvents, breakOff),
  }),
});

/** Takes in a whole reply, for as long as it is served, and lets nothing out. */
class Silence extends Filter {
  override head(): void {}

  override write(): void {}

  override end(): void {}
}
