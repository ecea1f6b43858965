import type { Milliseconds } from '../../src/core/units.ts';
import { defineVariant } from '../../src/core/variant.ts';
import type { Load } from './load.ts';
import type { Steps } from './step-batch.ts';
import { StepBatch } from './step-batch.ts';

export const batchStep = defineVariant({
  kind: 'batch-step',
  summary: 'A server of your own that generates in steps: each gives every request one token.',
  options: {
    step: {
      type: 'duration',
      summary: 'fixed time of a step',
      hint: "batchStep({ step: '10ms', perSequence: '0.2ms', maxBatch: 64 }).",
    },
    perSequence: { type: 'duration', default: 0, summary: 'added for each request in the step' },
    maxBatch: { type: 'count', min: 1, default: 256, summary: 'requests in a step; others wait' },
    prefillChunkTokens: {
      type: 'count',
      min: 1,
      default: 512,
      summary: 'input tokens that are read as one chunk, before the first token',
    },
    chunk: { type: 'duration', default: 0, summary: 'added for each chunk of input in the step' },
    chunksPerStep: { type: 'count', min: 1, default: 1, summary: 'chunks of input in a step' },
    collapseAt: {
      type: 'count',
      min: 1,
      optional: true,
      summary: 'requests in a step above which memory runs out',
    },
    collapseFactor: { type: 'number', min: 1, default: 2, summary: 'how much slower it is then' },
  },
  create(options): Load {
    const steps: Steps = {
      maxBatch: options.maxBatch,
      chunksPerStep: options.chunksPerStep,
      chunksOf: (tokens) => Math.ceil(tokens / options.prefillChunkTokens),
      duration: (active, chunks) => stepTime(options, active, chunks),
    };
    return {
      nominal: 0,
      timeOf: (input, output) => timeAlone(steps, steps.chunksOf(input), output),
      createStation: (clock) => new StepBatch(clock, steps),
    };
  },
});

interface StepOptions {
  readonly step: Milliseconds;
  readonly perSequence: Milliseconds;
  readonly chunk: Milliseconds;
  readonly collapseAt?: number;
  readonly collapseFactor: number;
}

function stepTime(options: StepOptions, active: number, chunks: number): Milliseconds {
  const { step, perSequence, chunk, collapseAt = active, collapseFactor } = options;
  const plain = step + perSequence * active + chunk * chunks;
  return active > collapseAt ? plain * collapseFactor : plain;
}

/** Steps that read input, then one for each token. */
function timeAlone(
  { chunksPerStep, duration }: Steps,
  chunks: number,
  tokens: number,
): Milliseconds {
  let time = tokens * duration(1, 0);
  for (let left = chunks; left > 0; left -= chunksPerStep) {
    time += duration(1, Math.min(left, chunksPerStep));
  }
  return time;
}
