import { expect, it } from 'vitest';
import type { ModelFlags } from '../../src/cli/mock-flags.ts';
import { mockOptionsOf } from '../../src/cli/mock-flags.ts';

it.each<[ModelFlags, object]>([
  [{}, {}],
  [{ preset: ['fast', 'rpm50'] }, { preset: ['fast', 'rpm50'] }],
  [{ latency: '300ms' }, { latency: { kind: 'constant', ms: '300ms' } }],
  [{ latency: 'constant:82' }, { latency: { kind: 'constant', ms: 82 } }],
  [{ latency: 'uniform:30,300' }, { latency: { kind: 'uniform', min: 30, max: 300 } }],
  [{ latency: 'lognormal' }, { latency: { kind: 'lognormal' } }],
  [{ latency: 'lognormal:2s,0.35' }, { latency: { kind: 'lognormal', mean: '2s', cv: 0.35 } }],
  [
    { latency: 'lognormal:median=2s,sigma=0.3' },
    { latency: { kind: 'lognormal', median: '2s', sigma: 0.3 } },
  ],
  [
    { timeToFirstToken: '500ms', interTokenLatency: 'gamma:20ms,0.5', perInputToken: '0.1ms' },
    {
      latency: {
        kind: 'phased',
        ttft: '500ms',
        itl: { kind: 'gamma', mean: '20ms', cv: 0.5 },
        perInputToken: '0.1ms',
      },
    },
  ],
  [{ outputTokens: '200' }, { outputTokens: 200 }],
  [
    { outputTokens: 'lognormal:median=200,sigma=1', thinking: '10', tokensPerEvent: '3' },
    {
      outputTokens: { kind: 'lognormal', median: 200, sigma: 1 },
      thinkingTokens: 10,
      tokensPerEvent: 3,
    },
  ],
  [
    { curve: '1:82,10:110', curveSampling: 'arrival' },
    {
      load: {
        kind: 'curve',
        points: [
          [1, 82],
          [10, 110],
        ],
        sampling: 'arrival',
      },
    },
  ],
  [
    { slots: '32', maxWaiting: '100', maxWait: '5s', whenFull: '503', discipline: 'lifo' },
    { queue: { slots: 32, maxWaiting: 100, maxWait: '5s', whenFull: 503, discipline: 'lifo' } },
  ],
  [
    { rpm: '50', rpd: '9', itpm: '1', otpm: '2', tpm: '3', burst: '5', maxConcurrent: '6' },
    { limits: { rpm: 50, rpd: 9, itpm: 1, otpm: 2, tpm: 3, burst: 5, maxConcurrent: 6 } },
  ],
  [
    { limitAlgorithm: 'fixed-window', accounting: 'reserve', countRejected: true },
    { limits: { algorithm: 'fixed-window', accounting: 'reserve', countRejected: true } },
  ],
  [{ ramp: true, spendCap: '5' }, { limits: { ramp: {}, spendCap: { usd: 5 } } }],
  [{ ramp: '1.5' }, { limits: { ramp: { factor: 1.5 } } }],
  [
    { headers: 'azure', retryAfter: 'fixed:5s', rejectLatency: '150ms' },
    { headers: 'azure', retryAfter: 'fixed:5s', rejectLatency: '150ms' },
  ],
  [
    { fault: ['status=529,rate=0.01'] },
    { faults: { status: expect.objectContaining({ rate: 0.01 }) } },
  ],
  [
    { pings: '1s', padding: true, obfuscation: true },
    { pings: '1s', padding: true, obfuscation: true },
  ],
  [
    { fault: ['fin,nth=3'], failureInjectionRate: '10', failureTypes: 'rate_limit' },
    {
      faults: {
        fin: { kind: 'fin', nth: 3 },
        'failure-rate-limit': { kind: 'status', status: 429, rate: 0.1 },
      },
    },
  ],
  [
    { batchDelay: '10s', batchThroughput: '5', batchTimeScale: '60' },
    { batches: { delay: '10s', perSecond: 5, timeScale: 60 } },
  ],
])('reads %j', (flags, options) => {
  expect(mockOptionsOf(flags)).toEqual(options);
});

it('leaves what is no number as it is, for the check to name', () => {
  expect(mockOptionsOf({ rpm: 'x', latency: 'gauss:1' })).toEqual({
    limits: { rpm: 'x' },
    latency: { kind: 'gauss', '#1': 1 },
  });
});
