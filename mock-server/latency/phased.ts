import { defineVariant } from '../../src/core/variant.ts';
import type { Shape } from './shape.ts';

export const phased = defineVariant({
  kind: 'phased',
  summary: 'A time to the first token and a time for each further one, as models generate.',
  options: {
    headers: { type: 'duration', default: 0, summary: "until a stream's head leaves" },
    base: { type: 'duration', default: 0, summary: 'fixed part of the time to first token' },
    perInputToken: {
      type: 'duration',
      default: 0,
      summary: 'added to the time to first token for each input token that is not cached',
    },
    ttft: {
      type: 'distribution',
      default: '500ms',
      summary: 'drawn part of the time to first token',
    },
    itl: { type: 'distribution', default: '20ms', summary: 'inter-token latency, drawn per reply' },
  },
  create: ({ headers, base, perInputToken, ttft, itl }): Shape => ({
    course(draw, inputTokens, outputTokens) {
      const first = base + perInputToken * inputTokens + draw('ttft', ttft);
      const step = outputTokens > 0 ? draw('itl', itl) : 0;
      const head = Math.min(headers, first);
      return { head, base: first - step, span: step * outputTokens };
    },
  }),
});
