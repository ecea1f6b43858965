import type { Timer } from '../../src/core/clock.ts';
import type { Exchange } from '../core/call.ts';
import type { Service } from '../core/service.ts';
import type { ReplySink } from '../core/sink.ts';
import type { Batch } from './batch.ts';
import { resultLine } from './results.ts';

/** Lines that are made before others get their turn: 100 000 at once would hold up everybody. */
const LINES_AT_ONCE = 500;

/** Sends the results of a batch that has ended, one JSON object a line. */
export function streamResults(
  service: Service,
  batch: Batch,
  headers: Readonly<Record<string, string>>,
  sink: ReplySink,
): Exchange {
  const { clock, batches } = service;
  const order = batches.order(batch);
  let sent = 0;
  let timer: Timer | undefined;
  const send = () => {
    const lines = order
      .slice(sent, sent + LINES_AT_ONCE)
      .map((index) => `${resultLine(service, batch, index)}\n`);
    sent += lines.length;
    if (sent >= order.length) {
      sink.end(lines.join(''));
      return;
    }
    sink.write(lines.join(''));
    timer = clock.at(clock.now(), send, 0);
  };
  sink.head(200, { ...headers, 'content-type': 'application/x-jsonl' });
  send();
  return { abort: () => timer?.cancel() };
}
