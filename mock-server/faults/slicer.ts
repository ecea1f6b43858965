import { defineVariant } from '../../src/core/variant.ts';
import type { Chunk, ReplySink } from '../core/sink.ts';
import type { Scene, SpoilingFault } from './fault.ts';
import { EVERY_HOST } from './fault.ts';
import { Filter } from './filter.ts';

export const slicer = defineVariant({
  kind: 'slicer',
  summary: 'The body comes in slices of random sizes, cut anywhere, also inside a character.',
  options: {
    most: { type: 'count', min: 1, default: 7, summary: 'bytes of the largest slice' },
  },
  create: ({ most }): SpoilingFault => ({
    stage: 'service',
    hosts: EVERY_HOST,
    replies: 'all',
    spoil: (sink, scene) => new Slicer(sink, scene, most),
  }),
});

class Slicer extends Filter {
  readonly #scene: Scene;
  readonly #most: number;
  #slices = 0;

  constructor(sink: ReplySink, scene: Scene, most: number) {
    super(sink);
    this.#scene = scene;
    this.#most = most;
  }

  override write(chunk: Chunk): void {
    const bytes = Buffer.from(chunk);
    for (let from = 0; from < bytes.length; ) {
      const length = 1 + Math.floor(this.#scene.uniform(this.#slices++) * this.#most);
      this.sink.write(bytes.subarray(from, from + length));
      this.sink.flush?.();
      from += length;
    }
  }

  override end(chunk: Chunk = ''): void {
    this.write(chunk);
    this.sink.end();
  }
}
