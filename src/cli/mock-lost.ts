import { BenchError } from '../core/errors.ts';

/** Somebody else ended the mock server's process, as systems do that run out of memory. */
export function mockLost(why: string): BenchError {
  return new BenchError('MOCK_LOST', `the mock server went away while it was in use: ${why}.`, {
    hint: 'run it again, and look who ends processes on this machine: it may be out of memory.',
  });
}
