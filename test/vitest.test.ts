import 'llm-bench/vitest';
import { describe, expect, it } from 'vitest';
import { aRun, aStrategy } from './helpers/a-run.ts';

/** What `result.json` holds: `fast` takes 2 s for each call, 10 at once; of `lossy`'s 60 items half fail. */
const result = JSON.parse(
  JSON.stringify(aRun([aStrategy({ name: 'fast' }), aStrategy({ name: 'lossy', failed: 30 })])),
);

/** What the matcher says when it does not hold. */
function complaint(assertion: () => void): string {
  try {
    assertion();
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
  return 'it held';
}

describe('toMeet', () => {
  it('holds for every strategy, or for those that a selector names', () => {
    expect(result).toMeet('makespan value < 1h');
    expect(result).toMeet('latency{strategy=fast} p95 < 1h');
    expect(result).toMeet('errors{strategy=f*} rate == 0');
    expect(result).not.toMeet('errors rate < 1%');
  });

  it('says for which strategy it fails, and what was measured', () => {
    expect(complaint(() => expect(result).toMeet('errors rate < 1%'))).toBe(
      'expected the result to meet errors rate < 1%\n  lossy: errors rate < 1%: fail, measured 50 %, 60 values',
    );
    expect(complaint(() => expect(result).not.toMeet('dropped count == 0'))).toMatch(
      /^expected the result not to meet dropped count == 0\n {2}fast: dropped count == 0: pass/,
    );
  });

  it('is met by no data, neither plainly nor negated', () => {
    const pattern = /^expected the result( not)? to meet ttft p95 < 1s\n {2}fast: .*: no data/;
    expect(complaint(() => expect(result).toMeet('ttft p95 < 1s'))).toMatch(pattern);
    expect(complaint(() => expect(result).not.toMeet('ttft p95 < 1s'))).toMatch(pattern);
  });

  it.each([
    ['latency', 'toMeet: expected a metric and a limit, got "latency". write toMeet'],
    ['latncy p95 < 1s', 'toMeet: unknown metric "latncy"; did you mean "latency"?'],
    ['latency p95 < 1', 'toMeet: expected a duration with a unit, got "1".'],
    ['latency{strategy=fas} p95 < 1s', 'toMeet: no strategy matches "fas"; did you mean "fast"?'],
    ['latency p95 < baseline', 'toMeet: a result alone has no baseline to be held against.'],
  ])('refuses %s', (threshold, message) => {
    expect(complaint(() => expect(result).toMeet(threshold))).toContain(message);
    expect(complaint(() => expect(result).not.toMeet(threshold))).toContain(message);
  });

  it('refuses what is no result', () => {
    expect(complaint(() => expect({}).toMeet('errors rate < 1%'))).toContain(
      'the received value is no result of llm-bench',
    );
  });
});
