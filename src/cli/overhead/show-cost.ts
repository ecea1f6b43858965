import { EXIT_CODES } from '../exit-codes.ts';
import type { Io } from '../io.ts';
import { measureClientCost } from './client-cost.ts';
import type { CostRow } from './cost.ts';
import { measureMockCost } from './mock-cost.ts';

const MEASURED = {
  mock: {
    measure: measureMockCost,
    title:
      'CPU of the mock server a reply, beside a bare server that sends the same bytes, and without its log',
    note:
      'Limits, truth log and headers are on. Two servers are asked in turns, and ratios are medians over pairs of turns.\n' +
      'The bare server writes each event of a stream by itself; the mock joins events of the same instant, as all are here.',
  },
  http: {
    measure: measureClientCost,
    title:
      'CPU of a request at 100 in flight, everything recorded, beside clients that send the same',
    note: 'The mock server is a process of its own. Clients take turns; compare ratios, not times.',
  },
} as const;

export interface CostOptions {
  /** Requests of each warm-up; a turn has a third of them. */
  readonly requests: number;
  readonly json: boolean;
}

/** Measures what a reply of the mock server or a request of a run costs, and prints it. @returns the exit code: 10 above a goal */
export async function showCost(
  of: keyof typeof MEASURED,
  { requests, json }: CostOptions,
  io: Io,
): Promise<number> {
  const rows = await MEASURED[of].measure(requests);
  io.stdout.write(json ? `${JSON.stringify({ [of]: rows }, null, 2)}\n` : describeCost(of, rows));
  return rows.some(isAbove) ? EXIT_CODES.thresholdFailed : EXIT_CODES.pass;
}

const isAbove = ({ ratio, goal }: CostRow): boolean => ratio > goal;

export function describeCost(of: keyof typeof MEASURED, rows: readonly CostRow[]): string {
  const { title, note } = MEASURED[of];
  const lines = [
    title,
    ...rows.map((row) => {
      const { reply, beside, ours_us, theirs_us, ratio, goal } = row;
      const verdict = isAbove(row) ? `above its goal of ${goal}` : `goal ${goal}`;
      return [
        reply.padStart(8),
        `${ours_us} µs`.padStart(10),
        `${beside} ${theirs_us} µs`.padStart(26),
        `${ratio.toFixed(2)}×, ${verdict}`.padStart(31),
      ].join('');
    }),
    ...(of === 'http' && !rows.some(({ beside }) => beside === 'autocannon')
      ? ['', 'autocannon is not installed: npm install --no-save autocannon@9 adds it.']
      : []),
    '',
    note,
  ];
  return `${lines.join('\n')}\n`;
}
