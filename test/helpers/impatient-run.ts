// Runs a scenario in virtual time like the command line, but gives a silent worker up after five seconds instead of minutes.
import { reportError } from '../../src/cli/report-error.ts';
import { listenForStop } from '../../src/cli/stop-signals.ts';
import { runInWorker } from '../../src/cli/virtual/run-in-worker.ts';

const [file = '', out = ''] = process.argv.slice(2);
const stop = listenForStop(process, 'stopping');
const events = { onPlanned() {}, onStart() {}, onEnd() {} };
try {
  await runInWorker({ file, clock: 'virtual', out }, stop, events, 5_000);
} catch (error) {
  process.exitCode = reportError(error, process, false);
} finally {
  stop.dispose();
}
