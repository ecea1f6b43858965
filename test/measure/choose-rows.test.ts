import { expect, it } from 'vitest';
import type { Candidates } from '../../src/measure/choose-rows.ts';
import { chooseRows } from '../../src/measure/choose-rows.ts';

/** As many attempts a row as leave room for 1 of the first, 1 of the slowest, 10 failures and a sample of 50. */
const ATTEMPTS = 1_000;
const ROWS = 1_000;

function chosen(
  candidates: Partial<Pick<Candidates, 'keyAt' | 'times' | 'isFailed'>>,
  attempts = ATTEMPTS,
) {
  const { kept, count, ...others } = chooseRows(
    {
      times: new Float64Array(ROWS),
      scratch: new Float64Array(ROWS),
      keyAt: () => 0.5,
      isFailed: () => false,
      ...candidates,
    },
    attempts,
  );
  const rows = [...kept.entries()].flatMap(([row, stays]) => (stays ? [row] : []));
  expect(rows).toHaveLength(count);
  return { rows, ...others };
}

const upTo = (count: number) => Array.from({ length: count }, (_, row) => row);

it('takes the rows of the smallest keys for a sample', () => {
  const sample = upTo(ROWS).filter((row) => row % 20 === 7);
  expect(chosen({ keyAt: (row) => (row % 20 === 7 ? 0.1 : 0.9) }).rows).toEqual([0, ...sample]);
});

it('takes as many as there is room for where all keys are equal', () => {
  expect(chosen({}).rows).toEqual(upTo(50));
});

it('takes the slowest, wherever it is among others that are equal', () => {
  const times = new Float64Array(ROWS).fill(10);
  times[900] = 11;
  expect(chosen({ times })).toMatchObject({ rows: [...upTo(50), 900], slow: 11 });
});

it('fills the places of the slowest with equals only where slower ones left some', () => {
  const times = new Float64Array(ROWS).fill(10, 600);
  times[990] = 12;
  times[995] = 11;
  // At 250 attempts a row there is room for 4 of the slowest, and for a sample of 200.
  const { rows, slow } = chosen({ times }, 250);
  expect(rows).toEqual([...upTo(200), 600, 601, 990, 995]);
  expect(slow).toBe(10);
});

it('takes the first of those that are equally slow', () => {
  const times = new Float64Array(ROWS).fill(10, 600, 900);
  expect(chosen({ times })).toMatchObject({ rows: [...upTo(50), 600], slow: 10 });
});

it('takes the first failures that there is room for', () => {
  const { rows, failures } = chosen({ isFailed: (row) => row >= 700 });
  expect(rows).toEqual([...upTo(50), ...upTo(10).map((i) => 700 + i)]);
  expect(failures).toBe(10);
});
