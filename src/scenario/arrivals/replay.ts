import type { Arrivals } from '../../core/arrivals.ts';
import { defineVariant } from '../../core/variant.ts';
import type { Notice } from '../../core/verdict.ts';
import { readTrace } from './trace.ts';

const MS = { ms: 1, s: 1_000 } as const;

/** Requests to an API are rarely so far apart: the unit is more likely wrong. */
const ODD_GAP = 3_600_000;

export const replay = defineVariant({
  kind: 'replay',
  summary:
    'The times of a recorded trace: JSON Lines with `timestamp`, as Mooncake publishes them.',
  options: {
    path: { type: 'file', summary: "the trace, relative to the scenario's folder" },
    unit: { type: 'choice', of: ['ms', 's'], summary: 'unit of its timestamps; traces differ' },
    speed: {
      type: 'number',
      min: 1e-6,
      default: 1,
      summary: 'how many times faster than recorded',
    },
  },
  create: ({ path, unit, speed }): Arrivals => {
    const times = readTrace(path).map((time) => (time * MS[unit]) / speed);
    const caution = cautionOf(times, unit);
    return { next: (index) => times[index], ...(caution && { caution }) };
  },
});

function cautionOf(times: readonly number[], unit: string): Notice | undefined {
  const gaps = times.slice(1).map((time, i) => time - (times[i] ?? 0));
  const median = gaps.sort((a, b) => a - b)[Math.floor(gaps.length / 2)] ?? 0;
  if (median <= ODD_GAP) return undefined;
  const hours = (median / ODD_GAP).toFixed(1);
  return {
    code: 'trace-gaps',
    message: `half of the trace's items come more than ${hours} h after the one before`,
    hint: `its timestamps were read as ${unit}: check \`unit\` of replay().`,
  };
}
