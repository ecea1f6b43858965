import { defineVariant } from '../../src/core/variant.ts';
import type { Chunk, ReplySink } from '../core/sink.ts';
import type { Scene, SpoilingFault } from './fault.ts';
import { EVERY_HOST } from './fault.ts';
import { Filter } from './filter.ts';

export const slowBody = defineVariant({
  kind: 'slow-body',
  summary: 'The body trickles, however fast it was served.',
  options: {
    bytesPerSecond: { type: 'number', min: 1, default: 1_000, summary: 'bytes per second' },
  },
  create: ({ bytesPerSecond }): SpoilingFault => ({
    stage: 'service',
    hosts: EVERY_HOST,
    replies: 'all',
    spoil: (sink, scene) => new Trickle(sink, scene, bytesPerSecond),
  }),
});

/** Between two pieces, unless a single byte takes longer. */
const STEP = 20;

class Trickle extends Filter {
  readonly #scene: Scene;
  readonly #interval: number;
  readonly #piece: number;
  #waiting = Buffer.alloc(0);
  #running = false;
  #ended = false;

  constructor(sink: ReplySink, scene: Scene, bytesPerSecond: number) {
    super(sink);
    this.#scene = scene;
    this.#piece = Math.max(1, Math.round((bytesPerSecond * STEP) / 1_000));
    this.#interval = (this.#piece * 1_000) / bytesPerSecond;
  }

  override write(chunk: Chunk): void {
    this.#waiting = Buffer.concat([this.#waiting, Buffer.from(chunk)]);
    this.#run();
  }

  override end(chunk: Chunk = ''): void {
    this.#ended = true;
    this.write(chunk);
  }

  #run(): void {
    if (this.#running) return;
    this.#running = true;
    this.#scene.after(this.#interval, () => this.#send());
  }

  #send(): void {
    this.#running = false;
    this.sink.write(this.#waiting.subarray(0, this.#piece));
    this.#waiting = this.#waiting.subarray(this.#piece);
    if (this.#waiting.length > 0) this.#run();
    else if (this.#ended) this.sink.end();
  }
}
