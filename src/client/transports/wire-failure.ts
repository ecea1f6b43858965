import type { Failure } from '../../core/outcome.ts';
import { oneLine } from '../one-line.ts';

/** What the commonest codes of Node and undici mean. */
const MEANINGS: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'connection refused',
  ECONNRESET: 'connection reset',
  EPIPE: 'connection closed',
  UND_ERR_SOCKET: 'connection closed',
  ETIMEDOUT: 'connection timed out',
  ENOTFOUND: 'unknown host',
  EAI_AGAIN: 'name lookup failed',
};

/**
 * What an error below HTTP means: `connection` before the reply's head, `truncated` after it,
 * `cancelled` when it was this side that hung up. The message is made of the code and the host
 * only, so that equal failures have equal messages.
 *
 * @param host with its port: `127.0.0.1:8080`
 */
export function wireFailure(error: unknown, headArrived: boolean, host: string): Failure {
  const code = codeOf(error);
  if (code === 'AbortError') return cancelled(error);
  const what = MEANINGS[code] ?? 'connection failed';
  return headArrived
    ? { kind: 'truncated', message: `reply cut short, ${what}: ${host} (${code})` }
    : { kind: 'connection', message: `${what}: ${host} (${code})` };
}

/** An attempt that was given up. */
export function cancelled(reason: unknown): Failure {
  const message = reason instanceof Error ? reason.message : String(reason);
  return { kind: 'cancelled', message: oneLine(message) };
}

function codeOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown error';
  return 'code' in error && typeof error.code === 'string' ? error.code : error.name;
}
