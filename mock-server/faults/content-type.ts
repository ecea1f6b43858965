import { defineVariant } from '../../src/core/variant.ts';
import type { SpoilingFault } from './fault.ts';
import { EVERY_HOST } from './fault.ts';
import { Filter } from './filter.ts';

export const contentType = defineVariant({
  kind: 'content-type',
  summary: 'The right reply under the wrong content type.',
  options: {
    value: { type: 'header', default: 'text/html', summary: 'what the header says' },
  },
  create: ({ value }): SpoilingFault => ({
    stage: 'service',
    hosts: EVERY_HOST,
    replies: 'all',
    spoil: (sink) => new Mislabelled(sink, value),
  }),
});

class Mislabelled extends Filter {
  readonly #value: string;

  constructor(sink: Filter['sink'], value: string) {
    super(sink);
    this.#value = value;
  }

  override head(status: number, headers: Record<string, string>): void {
    super.head(status, { ...headers, 'content-type': this.#value });
  }
}
