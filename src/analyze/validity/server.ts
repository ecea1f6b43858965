import type { StrategyHealth } from '../../core/health.ts';
import type { StrategyResult } from '../../core/run-result.ts';
import type { Notice } from '../../core/verdict.ts';

/** Whether client and mock server tell the same of a strategy. */
export function ledgerDisagrees({ name, metrics }: StrategyResult): Notice[] {
  const { server, attempts, in_flight } = metrics;
  if (!server) return [];
  const found: string[] = [];
  // An attempt that was cut off may never have reached the server, or may still be served when the client has forgotten it.
  const cutOff = attempts.cancelled + attempts.timeout + attempts.connection;
  const hidden = server.hidden_attempts;
  if (hidden > 0 || -hidden > cutOff) {
    found.push(`made ${attempts.total} attempts, but the server saw ${server.requests}`);
  }
  if (cutOff + attempts.truncated === 0 && server.peak_in_flight > in_flight.peak) {
    found.push(
      `had ${in_flight.peak} attempts in flight, but the server saw ${server.peak_in_flight}`,
    );
  }
  if (server.statuses_differ) {
    found.push(`read another status than the server sent in ${server.statuses_differ} replies`);
  }
  if (server.tokens_differ) {
    found.push(
      `counted other output tokens than the server sent in ${server.tokens_differ} replies`,
    );
  }
  if (server.faster_than_server) {
    found.push(`has ${server.faster_than_server} attempts that took the server longer than it`);
  }
  return found.map((what) => ({
    code: 'ledger-disagrees',
    message: `strategy "${name}" ${what}`,
    hint: 'something between the two retries or swallows requests; its times cannot be trusted.',
  }));
}

/** Items of a thread that ended before its work did are missing. */
export function lostWorkers({ name }: StrategyResult, health: StrategyHealth): Notice[] {
  const { lost_workers: lost = 0, workers = lost } = health;
  if (lost === 0) return [];
  return [
    {
      code: 'lost-worker',
      message: `lost shard: ${lost} of ${workers} threads of strategy "${name}" ended before their work did`,
      hint: 'what they had measured last is missing; run again, with fewer --workers if memory was short.',
    },
  ];
}
