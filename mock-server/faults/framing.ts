import { defineVariant } from '../../src/core/variant.ts';
import type { Chunk, ReplySink } from '../core/sink.ts';
import { interrupt } from './event-filter.ts';
import type { SpoilingFault } from './fault.ts';
import { EVERY_HOST, SOCKETS_ONLY } from './fault.ts';
import { Filter, firstHalf, toText } from './filter.ts';

export const contentLength = defineVariant({
  kind: 'content-length',
  summary: 'A content-length that is not the length of the body; too long, then FIN.',
  options: {
    difference: {
      type: 'count',
      min: -1_000_000,
      max: 1_000_000,
      default: 10,
      summary: 'bytes that the header is off by; below 0 = too short',
    },
  },
  create: ({ difference }): SpoilingFault => ({
    stage: 'service',
    hosts: SOCKETS_ONLY,
    replies: 'whole',
    spoil: (sink) => new Miscounted(sink, difference),
  }),
});

class Miscounted extends Filter {
  readonly #difference: number;
  #head: { status: number; headers: Record<string, string> } | undefined;

  constructor(sink: ReplySink, difference: number) {
    super(sink);
    this.#difference = difference;
  }

  override head(status: number, headers: Record<string, string>): void {
    this.#head = { status, headers };
  }

  override end(chunk: Chunk = ''): void {
    const length = Math.max(0, Buffer.byteLength(chunk) + this.#difference);
    const { status = 200, headers = {} } = this.#head ?? {};
    this.sink.head(status, { ...headers, 'content-length': String(length) });
    this.sink.end(chunk);
    if (this.#difference > 0) this.sink.break('fin');
  }
}

export const truncatedJson = defineVariant({
  kind: 'truncated-json',
  summary: 'Status 200 and half of the JSON, as if that were all.',
  options: {},
  create: (): SpoilingFault => ({
    stage: 'service',
    hosts: EVERY_HOST,
    replies: 'whole',
    spoil: (sink) => new Truncated(sink),
  }),
});

class Truncated extends Filter {
  override end(chunk: Chunk = ''): void {
    this.sink.end(firstHalf(toText(chunk)));
  }
}

export const malformedChunk = defineVariant({
  kind: 'malformed-chunk',
  summary: 'Bytes that are no chunk where the next chunk should begin.',
  options: {
    afterEvents: { type: 'count', min: 0, default: 5, summary: 'events that are sent before' },
  },
  create: ({ afterEvents }): SpoilingFault => ({
    stage: 'service',
    hosts: SOCKETS_ONLY,
    replies: 'streamed',
    spoil: (sink, scene) =>
      interrupt(sink, afterEvents, (_, broken) => {
        broken.raw?.('not a chunk\r\n');
        scene.breakOff();
      }),
  }),
});
