import { connect } from 'node:net';
import { BenchError } from '../core/errors.ts';

/** Longest wait for a server to accept a connection before a run. */
const WITHIN = 5_000;

/**
 * Makes sure that somebody listens, before anything is sent.
 *
 * @throws {BenchError} TARGET_UNREACHABLE
 */
export async function assertReachable(baseUrl: string): Promise<void> {
  const { hostname, port, protocol } = new URL(baseUrl);
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const socket = connect({
    host: hostname.replace(/^\[|\]$/g, ''),
    port: Number(port) || (protocol === 'https:' ? 443 : 80),
    timeout: WITHIN,
  });
  socket.once('connect', resolve);
  socket.once('error', reject);
  socket.once('timeout', () => reject(new Error(`no answer within ${WITHIN} ms`)));
  try {
    await promise;
  } catch (cause) {
    const why = cause instanceof Error ? cause.message || cause.name : String(cause);
    throw new BenchError('TARGET_UNREACHABLE', `${baseUrl} is not reachable: ${why}.`, {
      hint: 'check the URL and the network; for a local stand-in start one with `bench mock`.',
      cause,
    });
  } finally {
    socket.destroy();
  }
}
