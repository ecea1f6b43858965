import { expect, it } from 'vitest';
import { gather } from '../../../src/dispatch/strategies/gather.ts';
import { runVirtually } from '../../helpers/strategy-run.ts';

it('takes 2 s for 100 items of 2 s, all at once', async () => {
  const { metrics } = await runVirtually({
    strategy: gather.create({}),
    work: 100,
    service: () => 2_000,
  });
  expect(metrics).toMatchObject({
    makespan_ms: 2_000,
    throughput_per_s: 50,
    in_flight: { peak: 100, mean: 100 },
  });
  expect(gather.width({})).toBeUndefined();
});
