import { defineVariant } from '../../src/core/variant.ts';
import type { Break } from '../core/sink.ts';
import { interrupt } from './event-filter.ts';
import type { Fault } from './fault.ts';
import { EVERY_HOST, HOSTS_THAT_BREAK } from './fault.ts';

const options = {
  afterEvents: {
    type: 'count',
    min: 0,
    optional: true,
    summary:
      'events of a stream that are sent before; a whole reply then breaks in its middle. ' +
      'Absent = before the head, and before any limit',
  },
} as const;

export const reset = defineVariant({
  kind: 'reset',
  summary: 'The connection is reset (RST).',
  options,
  create: ({ afterEvents }): Fault => disconnect('reset', afterEvents),
});

export const fin = defineVariant({
  kind: 'fin',
  summary: 'The connection is closed (FIN) though the reply is not complete.',
  options,
  create: ({ afterEvents }): Fault => disconnect('fin', afterEvents),
});

function disconnect(how: Break, afterEvents: number | undefined): Fault {
  if (afterEvents === undefined) {
    return {
      stage: 'admission',
      hosts: EVERY_HOST,
      status: 0,
      answer: (sink) => sink.break(how),
    };
  }
  return {
    stage: 'service',
    hosts: HOSTS_THAT_BREAK,
    replies: 'all',
    spoil: (sink, scene) =>
      interrupt(sink, afterEvents, (_, broken) => {
        broken.break(how);
        scene.breakOff();
      }),
  };
}
