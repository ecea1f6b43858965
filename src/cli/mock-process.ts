import { once } from 'node:events';
import { BenchError } from '../core/errors.ts';
import type { Pacing } from '../core/health.ts';
import type { MockPlan } from '../core/mock-plan.ts';
import { forkEntry } from './entry.ts';
import { toolVersion } from './environment.ts';
import { mockLost } from './mock-lost.ts';

/** A mock server in a process of its own: sharing one would distort both sides of the measurement. */
export interface MockProcess {
  readonly url: string;
  readonly pacing: Pacing;
  /** Aborts when its process ends by itself. */
  readonly lost: AbortSignal;
  close(): Promise<void>;
}

/**
 * Starts the mock server on a free port of this machine.
 *
 * @param rows of the truth that are kept, a multiple of 65 536; 0 = counts only
 * @throws {BenchError} MOCK_FAILED when it does not come up
 */
export async function startMockProcess(plan: MockPlan, rows?: number): Promise<MockProcess> {
  // Detached, because Ctrl-C reaches the whole process group of a terminal, and the server has to outlive the run.
  const child = forkEntry('mock-server/main', {
    detached: true,
    windowsHide: true,
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  const exited = once(child, 'exit');
  child.send({ plan, host: '127.0.0.1', port: 0, version: toolVersion(), rows });
  const [answer] = (await Promise.race([once(child, 'message'), exited])) as [
    { url: string; pacing: Pacing } | { error: string } | number | null,
  ];
  if (answer === null || typeof answer === 'number' || 'error' in answer) {
    child.kill('SIGTERM');
    const why = typeof answer === 'object' && answer ? answer.error : `it exited with ${answer}`;
    throw new BenchError('MOCK_FAILED', `the mock server did not start: ${why}.`, {
      hint: 'run `bench mock` by itself to see more.',
    });
  }
  const lost = new AbortController();
  const lose = (code: number | null, signal: string | null) =>
    lost.abort(mockLost(signal === null ? `it exited with ${code}` : `${signal} ended it`));
  child.once('exit', lose);
  return {
    ...answer,
    lost: lost.signal,
    async close() {
      child.off('exit', lose);
      child.kill('SIGTERM');
      await exited;
    },
  };
}
