import { EXIT_CODES } from '../exit-codes.ts';
import type { Io } from '../io.ts';
import type { MockCostRow } from './mock-cost.ts';
import { measureMockCost } from './mock-cost.ts';

/** Requests of each round. */
const REQUESTS = 4_000;

/** Measures what a reply of the mock server costs, and prints it. @returns the exit code: 10 above a goal */
export async function showMockCost(json: boolean, io: Io): Promise<number> {
  const rows = await measureMockCost(REQUESTS);
  io.stdout.write(json ? `${JSON.stringify({ mock: rows }, null, 2)}\n` : describeMockCost(rows));
  return rows.some(isAbove) ? EXIT_CODES.thresholdFailed : EXIT_CODES.pass;
}

const isAbove = ({ ratio, goal }: MockCostRow): boolean => ratio > goal;

export function describeMockCost(rows: readonly MockCostRow[]): string {
  const lines = [
    'CPU of the mock server a reply, beside a bare node:http server that sends the same bytes',
    ...rows.map((row) => {
      const { reply, mock_us, bare_us, ratio, goal } = row;
      const verdict = isAbove(row) ? `above its goal of ${goal}` : `goal ${goal}`;
      return [
        reply.padStart(18),
        `${mock_us} µs`.padStart(12),
        `bare ${bare_us} µs`.padStart(16),
        `${ratio.toFixed(2)}×, ${verdict}`.padStart(31),
      ].join('');
    }),
    '',
    'Limits, truth log and headers are on. Both servers are asked in turns; compare ratios, not times.',
  ];
  return `${lines.join('\n')}\n`;
}
