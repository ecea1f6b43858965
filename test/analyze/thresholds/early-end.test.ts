import { describe, expect, it } from 'vitest';
import { EarlyEnd } from '../../../src/analyze/thresholds/early-end.ts';
import type { SoFar } from '../../../src/core/run-result.ts';
import type { Thresholds } from '../../../src/core/threshold.ts';
import { Recorder } from '../../../src/measure/recorder.ts';
import { aDistribution } from '../../helpers/a-run.ts';
import { planOf } from '../../scenario/scenarios.ts';

const nothing = new Recorder().metrics(undefined);

/** A round in which so many items have taken 6 s each, and so many failed. */
function soFar(completed: number, failed = 0): SoFar {
  const latency = aDistribution(Array<number>(completed).fill(6_000));
  const counts = { ...nothing.counts, scheduled: completed + failed, completed, failed };
  return { ...nothing, counts, ...(latency && { latency }) };
}

async function endOf(thresholds: Thresholds): Promise<EarlyEnd> {
  const { plan } = await planOf({ thresholds });
  return new EarlyEnd(plan.thresholds);
}

describe('EarlyEnd', () => {
  it('watches only thresholds that may end a run', async () => {
    const end = await endOf({ latency: 'p95 < 5s' });
    expect(end.watches).toBe(false);
    expect(end.look('one', soFar(1_000), 1e6)).toBe(false);
  });

  it('waits until its time has come, and for 10 values beyond the percentile', async () => {
    const end = await endOf({ latency: { expr: 'p95 < 5s', abort: { after: '10s' } } });
    expect(end.reads).toEqual(['latency']);
    expect(end.look('one', soFar(200), 9_999)).toBe(false);
    expect(end.look('one', soFar(199), 10_000)).toBe(false);
    expect(end.look('one', soFar(200), 10_000)).toBe(true);
    expect(end.row).toMatchObject({ strategy: 'one', verdict: 'fail', aborted: true, n: 200 });
  });

  it('takes ten failed items for a share', async () => {
    const end = await endOf({ errors: { expr: 'rate < 1%', abort: true } });
    expect(end.look('one', soFar(0, 9), 0)).toBe(false);
    expect(end.look('one', soFar(5, 10), 0)).toBe(true);
  });

  it('lets a count end the run at once, and a warning never', async () => {
    const count = await endOf({ failed: { expr: 'count == 0', abort: true } });
    expect(count.look('one', soFar(0, 1), 0)).toBe(true);
    const warning = await endOf({ failed: { expr: 'count == 0', abort: true, severity: 'warn' } });
    expect(warning.look('one', soFar(0, 1), 0)).toBe(false);
  });

  it('looks at the strategies that it is for', async () => {
    const end = await endOf({ 'failed{strategy=o*}': { expr: 'count == 0', abort: true } });
    expect(end.look('two', soFar(0, 1), 0)).toBe(false);
    expect(end.look('one', soFar(0, 1), 0)).toBe(true);
  });

  it('keeps the figure that ended the run, whatever it became later', async () => {
    const end = await endOf({ failed: { expr: 'count == 0', abort: true } });
    end.look('one', soFar(0, 1), 0);
    const { row } = end;
    const later = { ...(row as NonNullable<typeof row>), actual: 7 };
    const other = { ...later, strategy: 'two' };
    expect(end.applyTo([later, other])).toEqual([row, other]);
  });
});
