import { defineVariant } from '../../src/core/variant.ts';
import type { Latency } from './latency.ts';

export const schedule = defineVariant({
  kind: 'schedule',
  summary: 'Changes with time, counted from the reset of the server: spikes, slow hours.',
  options: {
    steps: {
      type: 'list',
      of: {
        at: { type: 'duration', summary: 'when it begins' },
        dist: { type: 'distribution', summary: 'what is drawn from then on' },
      },
      summary: 'distributions with the times at which they begin',
      hint: "schedule({ steps: [{ at: 0, dist: '1s' }, { at: '30s', dist: '5s' }] }).",
    },
  },
  complete: (options) =>
    rises(options.steps.map(({ at }) => at))
      ? options
      : { mistake: 'steps', message: 'expected times that rise from 0.' },
  create: ({ steps }): Latency => ({
    sample(u, elapsed = 0) {
      const step = steps.findLast(({ at }) => at <= elapsed) ?? steps[0];
      if (step === undefined) throw new Error('a schedule has steps');
      return step.dist.sample(u, elapsed);
    },
  }),
});

function rises(times: readonly number[]): boolean {
  return times[0] === 0 && times.every((time, i) => i === 0 || time > (times[i - 1] ?? 0));
}
