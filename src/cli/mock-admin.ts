import type { IncomingMessage, RequestOptions } from 'node:http';
import { request } from 'node:http';
import { text } from 'node:stream/consumers';
import type { MockPlan } from '../core/mock-plan.ts';
import type { Truth, TruthRow } from '../core/truth.ts';
import { roundToMicrosecond } from '../core/units.ts';
import { mockLost } from './mock-lost.ts';

/** Rows that are read back for comparison. */
const MOST_ROWS = 100_000;

interface WireRow {
  readonly item: number;
  readonly attempt: number;
  readonly t_body: number;
  readonly t_end: number;
  readonly status: number;
  readonly output_tokens: number;
}

interface WireState {
  readonly requests: number;
  readonly aside: number;
  readonly peak_in_flight: number;
  readonly lateness_ms: WireDelays;
  readonly loop_lag_ms: WireDelays;
  readonly ticked: number;
}

interface WireDelays {
  readonly p50: number;
  readonly p99: number;
  readonly max: number;
}

/**
 * A mock server as its owner sees it, over its admin endpoints. Not by `fetch`, which would load a second HTTP client beside the
 * one that is measured: 5 MB.
 *
 * @throws {BenchError} MOCK_LOST rejects with it when the server cannot be reached any more
 */
export function createMockAdmin(baseUrl: string) {
  return {
    /** Full buckets, no rows, other draws: every strategy meets the same server. */
    async reset(seed: number): Promise<void> {
      await tell(baseUrl, 'POST', 'reset', { seed, force: true });
    },
    /** Makes it behave by another plan from the next request on. */
    async configure(plan: MockPlan): Promise<void> {
      await tell(baseUrl, 'PUT', 'config?force=1', plan);
    },
    async read(): Promise<Truth> {
      const state = JSON.parse(await text(textOf(await call(baseUrl, 'state')))) as WireState;
      const { requests, aside, peak_in_flight, lateness_ms, loop_lag_ms, ticked } = state;
      const health = {
        late_p50_ms: roundToMicrosecond(lateness_ms.p50),
        late_p99_ms: roundToMicrosecond(lateness_ms.p99),
        late_max_ms: roundToMicrosecond(lateness_ms.max),
        loop_max_ms: roundToMicrosecond(loop_lag_ms.max),
        loop_p99_ms: roundToMicrosecond(loop_lag_ms.p99),
        ...(ticked > 0 && { ticked }),
      };
      return {
        requests: requests - aside,
        peakInFlight: peak_in_flight,
        health,
        rows: readRows(baseUrl),
      };
    },
  };
}

/** Line by line as they arrive: all of them together are tens of megabytes. */
async function* readRows(baseUrl: string): AsyncGenerator<TruthRow> {
  const response = await call(baseUrl, `requests?limit=${MOST_ROWS}`);
  let rest = '';
  for await (const piece of textOf(response)) {
    const lines = (rest + piece).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) yield toTruthRow(line);
  }
  // A line that was cut is no row, and must not go unnoticed.
  if (rest !== '') yield toTruthRow(rest);
}

/** A reply's text as it arrives. @throws {BenchError} MOCK_LOST when it ends before all of it is there */
async function* textOf(response: IncomingMessage): AsyncGenerator<string> {
  response.setEncoding('utf8');
  try {
    yield* response;
  } catch (error) {
    throw mockLost(error instanceof Error ? error.message : String(error));
  }
}

function toTruthRow(line: string): TruthRow {
  const { item, attempt, t_body, t_end, status, output_tokens } = JSON.parse(line) as WireRow;
  return { item, attempt, duration: t_end - t_body, status, outputTokens: output_tokens };
}

async function tell(baseUrl: string, method: string, path: string, what: object): Promise<void> {
  const response = await call(baseUrl, path, { method }, JSON.stringify(what));
  response.resume();
}

function call(
  baseUrl: string,
  path: string,
  options: RequestOptions = {},
  body?: string,
): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    const sent = request(`${baseUrl}/__mock/${path}`, options, (response) => {
      if (response.statusCode === 200) return resolve(response);
      response.resume();
      reject(new Error(`the mock answered ${response.statusCode} to ${path}`));
    });
    sent.on('error', ({ message }) => reject(mockLost(message)));
    sent.end(body);
  });
}
