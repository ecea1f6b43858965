import type { Sampler } from '../../src/core/sampler.ts';
import { defineVariant } from '../../src/core/variant.ts';
import type { Latency } from './latency.ts';

/** A part with the shares below which, and up to which, draws are its own. */
interface Slice {
  readonly from: number;
  readonly to: number;
  readonly dist: Sampler;
}

export const mixture = defineVariant({
  kind: 'mixture',
  summary: 'Now one distribution, now another: hiccups, cold starts.',
  options: {
    parts: {
      type: 'list',
      of: {
        weight: { type: 'number', min: 0, summary: 'how often, relative to the other parts' },
        dist: { type: 'distribution', summary: 'what is drawn then' },
      },
      summary: 'distributions with their weights',
      hint: "mixture({ parts: [{ weight: 99, dist: '1s' }, { weight: 1, dist: '30s' }] }).",
    },
  },
  complete: (options) =>
    options.parts.some(({ weight }) => weight > 0)
      ? options
      : { mistake: 'parts', message: 'expected a weight above 0.' },
  /** The uniform that chooses a part is stretched over it, so that one is enough. */
  create({ parts }): Latency {
    const slices = slicesOf(parts);
    return {
      sample(u, elapsed) {
        const slice = slices.find(({ to }) => u < to) ?? slices.at(-1);
        if (slice === undefined) throw new Error('a mixture has parts');
        const { from, to, dist } = slice;
        return dist.sample((u - from) / (to - from), elapsed);
      },
    };
  },
});

function slicesOf(
  parts: readonly { readonly weight: number; readonly dist: Sampler }[],
): readonly Slice[] {
  const sum = parts.reduce((total, { weight }) => total + weight, 0);
  const slices: Slice[] = [];
  let from = 0;
  for (const { weight, dist } of parts) {
    if (weight === 0) continue;
    const to = from + weight / sum;
    slices.push({ from, to, dist });
    from = to;
  }
  return slices;
}
