// Entry of a worker or child process: patches first, so that nothing can capture real time.
import { installAmbient } from '../../src/clock/ambient.ts';
import { runAmbientCase } from './ambient-case.ts';

const ambient = installAmbient();

const { parentPort } = await import('node:worker_threads');
if (parentPort) {
  parentPort.on('message', async (request) => {
    parentPort.postMessage(await runAmbientCase(ambient, request));
  });
} else {
  process.send?.(await runAmbientCase(ambient, JSON.parse(process.argv[2] ?? '{}')));
}
