import { defineVariant } from '../../src/core/variant.ts';
import type { ReplySink } from '../core/sink.ts';
import { interrupt } from './event-filter.ts';
import type { SpoilingFault } from './fault.ts';
import { EVERY_HOST } from './fault.ts';
import { byForm, Filter } from './filter.ts';

export const errorInReply = defineVariant({
  kind: 'error-in-reply',
  summary: "OpenRouter's way to fail late: status 200, and an error in the body or a last chunk.",
  options: {
    code: { type: 'count', min: 400, max: 599, default: 502, summary: 'code of the error' },
    afterEvents: {
      type: 'count',
      min: 0,
      default: 5,
      summary: 'events of a stream that are sent before',
    },
  },
  create: ({ code, afterEvents }): SpoilingFault => {
    const error = { code, message: 'Provider returned error' };
    return {
      stage: 'service',
      hosts: EVERY_HOST,
      replies: 'all',
      spoil: (sink, { breakOff }) =>
        byForm(sink, (streamed) => {
          if (!streamed) return new Replaced(sink, JSON.stringify({ error }));
          return interrupt(sink, afterEvents, (_, ended) => {
            const choices = [{ index: 0, delta: { content: '' }, finish_reason: 'error' }];
            ended.end(`data: ${JSON.stringify({ error, choices })}\n\n`);
            breakOff();
          });
        }),
    };
  },
});

class Replaced extends Filter {
  readonly #body: string;

  constructor(sink: ReplySink, body: string) {
    super(sink);
    this.#body = body;
  }

  override end(): void {
    this.sink.end(this.#body);
  }
}
