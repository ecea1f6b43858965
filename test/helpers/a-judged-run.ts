import type { RunResult } from '../../src/core/run-result.ts';
import type { ThresholdResult } from '../../src/core/threshold.ts';
import { aRun, aStrategy } from './a-run.ts';

/** A threshold's result that holds, unless said otherwise. */
export function aThreshold(overrides: Partial<ThresholdResult> = {}): ThresholdResult {
  return {
    key: 'latency',
    expr: 'p95 < 20s',
    strategy: 'semaphore-10',
    unit: 'ms',
    actual: 12_345.6,
    limit: 20_000,
    margin: 0.38272,
    n: 60,
    population: 'scheduled',
    verdict: 'pass',
    severity: 'error',
    marginal: false,
    low_n: true,
    ...overrides,
  };
}

/** Text that no output may take for its own syntax. */
const HOSTILE = 'x|`</script>\u0007<!-- @all ::error::%0A, "é" ]]> & =1+1';

const NO_DATA: ThresholdResult = {
  key: 'ttft',
  expr: 'p95 < 400ms',
  strategy: HOSTILE,
  unit: 'ms',
  limit: 400,
  n: 0,
  verdict: 'no-data',
  severity: 'error',
  marginal: false,
  low_n: false,
  message: 'no value was measured',
};

/** Two strategies, of which one broke two thresholds; names and messages are hostile where they can be. */
export function aJudgedRun(overrides: Partial<RunResult> = {}): RunResult {
  return aRun(
    [
      aStrategy({ name: 'sequential', kind: 'sequential', slots: 1, items: 6 }),
      aStrategy({
        name: HOSTILE,
        items: 6,
        slots: 2,
        failed: 1,
        refused: { items: 1, times: 2 },
        options: { size: 2, scope: 'item' },
        makespans: [7_000, 7_500, 8_200],
      }),
    ],
    {
      scenario: 'golden',
      thresholds: [
        aThreshold({ strategy: 'sequential' }),
        aThreshold({
          key: 'errors',
          expr: 'rate < 1%',
          strategy: HOSTILE,
          unit: 'share',
          actual: 1 / 6,
          limit: 0.01,
          margin: -15.666_7,
          n: 6,
          verdict: 'fail',
        }),
        NO_DATA,
        aThreshold({
          key: 'makespan',
          expr: 'value < 5s',
          strategy: 'sequential',
          actual: 12_000,
          limit: 5_000,
          margin: -1.4,
          n: 1,
          verdict: 'fail',
          severity: 'warn',
        }),
        aThreshold({
          strategy: 'sequential',
          expr: 'p95 <= baseline + 10%',
          verdict: 'inconclusive',
        }),
      ],
      verdict: {
        status: 'invalid',
        exitCode: 12,
        reasons: [
          { code: 'no-data', message: `ttft of ${HOSTILE} has no data`, hint: 'stream: true' },
        ],
      },
      ...overrides,
    },
  );
}
