import { afterAll, expect, it } from 'vitest';
import { startAmbientWorker } from '../helpers/run-ambient.ts';

const module = import.meta.resolve('./virtual/rpm-cases.ts');

const worker = startAmbientWorker();
afterAll(() => worker.stop());

// Theory of the first row: 300 - 60 requests at one a second, and 2 s for the last one. All rows
// were computed by an independent model in whole seconds.
it.each([
  ['300 requests, 20 workers, 500 retries', 242, 300, 0, 4_350, 4_050, 20],
  ['the same, 5 workers', 242, 300, 0, 900, 600, 5],
  ['the same, 2 workers', 300, 300, 0, 300, 0, 2],
  ['the same, 20 workers, burst 1', 301, 300, 0, 5_530, 5_230, 2],
  ['the same, 20 workers, 2 retries', 32, 90, 210, 723, 633, 20],
  ['100 requests at once, 2 retries, 50 RPM', 5, 52, 48, 199, 147, 50],
])(
  '%s: %d s, %d ok, %d failed, %d attempts, %d refused, peak %d',
  async (name, ...row) => {
    const reply = await worker.run({ module, name });
    expect(reply.error).toBeUndefined();
    const [seconds, ok, failed, attempts, refused, peak] = row;
    expect(reply.result).toEqual({ seconds, ok, failed, attempts, refused, peak });
  },
  30_000,
);

it('leaves the same truth rows in 20 runs with hidden retries, jitter, 429 and 529, others with another seed', async () => {
  const truths = new Set<string>();
  for (let run = 0; run < 20; run++) {
    const { result, fingerprint } = await worker.run({ module, name: 'jittered' });
    expect(result).toEqual(['200', '429', '529']);
    truths.add(fingerprint);
  }
  const other = await worker.run({ module, name: 'jittered', seed: 2 });
  expect(truths.size).toBe(1);
  expect(truths).not.toContain(other.fingerprint);
}, 30_000);
