import { once } from 'node:events';
import type { DriverName } from '../../clock/driver.ts';
import { forkEntry } from '../entry.ts';
import type { ProbeAnswer, ProbeRequest } from '../virtual/probe.ts';
import type { Finding } from './check.ts';

/** Two of the first: a repeat must be equal as well. */
const DRIVERS: readonly DriverName[] = ['ring', 'ring', 'immediate', 'tick'];

/**
 * Runs a scenario in virtual time under every way to drain the event loop. Equal fingerprints prove that nothing outside
 * of virtual time had a say: a hidden real wait would let `ring` run 32 events ahead and `immediate` one.
 */
export async function checkFingerprints(file: string, label = file): Promise<Finding> {
  const name = `fingerprints of ${label}`;
  // Side by side: where real time has a say, being busy shows it.
  const answers = await Promise.all(DRIVERS.map((driver) => probe({ file, driver })));
  const failed = answers.find((answer) => 'error' in answer);
  if (failed && 'error' in failed) {
    return failed.needsReal
      ? { name, status: 'ok', detail: `skipped: ${failed.error}` }
      : { name, status: 'fail', detail: failed.error, hint: `bench run ${file} --clock virtual` };
  }
  const fingerprints = answers.flatMap((answer) => ('error' in answer ? [] : answer.fingerprint));
  if (new Set(fingerprints).size === 1) {
    const detail = `${fingerprints[0]} under ${DRIVERS.join(', ')}`;
    const stopped = answers.map((answer) => ('error' in answer ? undefined : answer.stopped))[0];
    if (stopped === undefined) return { name, status: 'ok', detail };
    const hint = `repeatable, but it does not come to its end: ${stopped}`;
    return { name, status: 'warn', detail, hint };
  }
  const found = DRIVERS.map((driver, i) => `${driver} ${fingerprints[i]}`).join(', ');
  return {
    name,
    status: 'fail',
    detail: found,
    hint: 'something waits outside of virtual time: wrap real work in clock.hold().',
  };
}

/** In a process of its own: an exception under `tick` ends the whole process. */
async function probe(request: ProbeRequest): Promise<ProbeAnswer> {
  const child = forkEntry('src/cli/virtual/probe', {
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  child.send(request);
  const exited = once(child, 'exit').then(
    ([code]): ProbeAnswer => ({ error: `its process ended with ${code}`, needsReal: false }),
  );
  const answered = once(child, 'message').then(([answer]) => answer as ProbeAnswer);
  const answer = await Promise.race([answered, exited]);
  child.kill();
  return answer;
}
