import type { Points } from '../../src/core/option.ts';
import { defineVariant } from '../../src/core/variant.ts';
import type { Load } from './load.ts';
import { createStation, samplingOption } from './sampling.ts';

export const curve = defineVariant({
  kind: 'curve',
  summary: 'Every request in service slows with their number, along measured response times.',
  options: {
    points: {
      type: 'points',
      summary: 'pairs [requests in service, response time in ms]',
      hint: 'start at 1 and rise: curve({ points: [[1, 82], [10, 110], [50, 180]] }).',
    },
    sampling: { ...samplingOption, default: 'shared' },
  },
  create: ({ points, sampling }): Load => {
    const nominal = responseTime(points, 1);
    const stretch = (n: number) => responseTime(points, n) / nominal;
    return { nominal, createStation: (clock) => createStation(sampling, clock, stretch) };
  },
});

/**
 * R(n): linear between the points, constant below the first. Above the last one its slope goes on,
 * except that a falling one does not: it would end below zero.
 */
function responseTime(points: Points, n: number): number {
  let [lowerN, lowerMs] = points[0] ?? [1, 0];
  let slope = 0;
  for (const [upperN, upperMs] of points.slice(1)) {
    slope = (upperMs - lowerMs) / (upperN - lowerN);
    if (n <= upperN) return lowerMs + slope * (n - lowerN);
    [lowerN, lowerMs] = [upperN, upperMs];
  }
  return lowerMs + Math.max(0, slope) * (n - lowerN);
}
