import type { Milliseconds } from '../../src/core/units.ts';
import { defineVariant } from '../../src/core/variant.ts';
import type { Chunk, ReplySink } from '../core/sink.ts';
import type { Scene, SpoilingFault } from './fault.ts';
import { SOCKETS_ONLY } from './fault.ts';
import { Filter } from './filter.ts';

export const idleClose = defineVariant({
  kind: 'idle-close',
  summary: 'The connection is kept alive after the reply, and then closed under the client.',
  options: {
    after: { type: 'duration', default: 0, summary: 'time from the end of the reply' },
  },
  create: ({ after }): SpoilingFault => ({
    stage: 'service',
    hosts: SOCKETS_ONLY,
    replies: 'all',
    spoil: (sink, scene) => new ClosedWhenIdle(sink, scene, after),
  }),
});

class ClosedWhenIdle extends Filter {
  readonly #scene: Scene;
  readonly #after: Milliseconds;

  constructor(sink: ReplySink, scene: Scene, after: Milliseconds) {
    super(sink);
    this.#scene = scene;
    this.#after = after;
  }

  override end(chunk?: Chunk): void {
    super.end(chunk);
    this.#scene.after(this.#after, () => this.sink.break('fin'));
  }
}

export const delayedClose = defineVariant({
  kind: 'delayed-close',
  summary: 'Only the close of the connection tells that the reply is complete, and it comes late.',
  options: {
    after: { type: 'duration', default: 1_000, summary: 'time from the last byte to the close' },
  },
  create: ({ after }): SpoilingFault => ({
    stage: 'service',
    hosts: SOCKETS_ONLY,
    replies: 'all',
    spoil: (sink, scene) => new ClosedLate(sink, scene, after),
  }),
});

class ClosedLate extends Filter {
  readonly #scene: Scene;
  readonly #after: Milliseconds;

  constructor(sink: ReplySink, scene: Scene, after: Milliseconds) {
    super(sink);
    this.#scene = scene;
    this.#after = after;
  }

  override head(status: number, headers: Record<string, string>): void {
    super.head(status, { ...headers, connection: 'close' });
  }

  override end(chunk: Chunk = ''): void {
    this.sink.write(chunk);
    this.#scene.after(this.#after, () => this.sink.end());
  }
}
