import { expect, it } from 'vitest';
import { failureGroups } from '../../src/analyze/failures.ts';
import { aRun, aStrategy } from '../helpers/a-run.ts';

it('merges equal failures of two strategies and lists the most frequent first', () => {
  const groups = failureGroups(
    aRun([
      aStrategy({ name: 'a', failed: 3 }),
      aStrategy({ name: 'b', failed: 1, refused: { items: 5, times: 2 } }),
    ]),
  );
  expect(groups).toMatchObject([
    { outcome: 'rate-limited', count: 10, laterOk: 5, strategies: [{ name: 'b', count: 10 }] },
    {
      outcome: 'server-error',
      count: 4,
      strategies: [
        { name: 'a', count: 3 },
        { name: 'b', count: 1 },
      ],
    },
  ]);
});

it('keeps the same wording with another status apart', () => {
  const group = { outcome: 'rate-limited', message: 'slow down', count: 1, later_ok: 0 } as const;
  const errors = [
    { ...group, status: 429, example: 'slow down' },
    { ...group, status: 529, example: 'slow down' },
  ];
  expect(failureGroups(aRun([aStrategy({ metrics: { errors } })]))).toHaveLength(2);
});

it('tells when it was met first and how long to wait, by whichever strategy', () => {
  const met = (first_ms: number) => ({
    ...({ outcome: 'rate-limited', message: 'slow down', count: 1, later_ok: 0 } as const),
    ...{ example: 'slow down', first_ms, retry_after_min_ms: first_ms, retry_after_max_ms: 2_000 },
  });
  const strategies = [900, 400, 700].map((ms, i) =>
    aStrategy({ name: `s${i}`, metrics: { errors: [met(ms)] } }),
  );
  expect(failureGroups(aRun(strategies))).toMatchObject([
    { first_ms: 400, count: 3, retry_after_min_ms: 400, retry_after_max_ms: 2_000 },
  ]);
});

it('is empty when nothing failed', () => {
  expect(failureGroups(aRun())).toEqual([]);
});
