import { EXIT_CODES } from '../exit-codes.ts';
import type { Io } from '../io.ts';
import type { ClientCostRow } from './client-cost.ts';
import { measureClientCost } from './client-cost.ts';

/** Requests of each round. */
const REQUESTS = 4_000;

/** Measures what a request of a run costs, and prints it. @returns the exit code: 10 above a goal */
export async function showClientCost(json: boolean, io: Io): Promise<number> {
  const rows = await measureClientCost(REQUESTS);
  io.stdout.write(json ? `${JSON.stringify({ http: rows }, null, 2)}\n` : describeClientCost(rows));
  return rows.some(isAbove) ? EXIT_CODES.thresholdFailed : EXIT_CODES.pass;
}

const isAbove = ({ ratio, goal }: ClientCostRow): boolean => ratio > goal;

export function describeClientCost(rows: readonly ClientCostRow[]): string {
  const lines = [
    'CPU of a request at 100 in flight, everything recorded, beside clients that send the same',
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
    ...(rows.some(({ beside }) => beside === 'autocannon')
      ? []
      : ['', 'autocannon is not installed: npm install --no-save autocannon@9 adds it.']),
    '',
    'The mock server is a process of its own. Clients take turns; compare ratios, not times.',
  ];
  return `${lines.join('\n')}\n`;
}
