import { spawn } from 'node:child_process';
import { afterAll, expect, it } from 'vitest';
import { runInProcess, startAmbientWorker } from '../helpers/run-ambient.ts';

const request = { module: import.meta.resolve('./virtual/determinism-cases.ts'), name: 'mixed' };

const worker = startAmbientWorker();
afterAll(() => worker.stop());

async function reference(): Promise<string> {
  const { result, fingerprint } = await worker.run(request);
  expect(result).toBeGreaterThanOrEqual(200);
  return fingerprint;
}

it('gives one fingerprint for SDKs, queues and jitter, in 3 runs on 3 drivers', async () => {
  const fingerprints = new Set([await reference()]);
  for (let run = 0; run < 3; run++) {
    fingerprints.add((await worker.run({ ...request, driver: 'ring' })).fingerprint);
    fingerprints.add((await worker.run({ ...request, driver: 'immediate' })).fingerprint);
    fingerprints.add((await runInProcess({ ...request, driver: 'tick' })).fingerprint);
  }
  expect(fingerprints.size).toBe(1);
});

it('gives another fingerprint for another seed', async () => {
  const { fingerprint } = await worker.run({ ...request, seed: 2 });
  expect(fingerprint).not.toBe(await reference());
});

it('gives the same fingerprint while another process keeps a core busy', async () => {
  const expected = await reference();
  const busy = spawn(process.execPath, ['-e', 'for (;;);']);
  try {
    expect((await worker.run(request)).fingerprint).toBe(expected);
  } finally {
    busy.kill();
  }
});
