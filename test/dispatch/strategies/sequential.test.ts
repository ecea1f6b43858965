import { expect, it } from 'vitest';
import { sequential } from '../../../src/dispatch/strategies/sequential.ts';
import { runVirtually } from '../../helpers/strategy-run.ts';

it('takes 200 s for 100 items of 2 s, one at a time', async () => {
  const { metrics } = await runVirtually({
    strategy: sequential.create({}),
    work: 100,
    service: () => 2_000,
  });
  expect(metrics).toMatchObject({
    makespan_ms: 200_000,
    throughput_per_s: 0.5,
    in_flight: { peak: 1, mean: 1 },
    counts: { scheduled: 100, completed: 100 },
  });
  expect(sequential.width({})).toBe(1);
});
