import { expect, it } from 'vitest';
import { baselineOf } from '../../src/analyze/baseline.ts';
import { aRun, aStrategy } from '../helpers/a-run.ts';

const fast = aStrategy({ name: 'fast' });
const slow = aStrategy({ name: 'slow', kind: 'sequential' });

it.each([
  ['the sequential strategy', [fast, slow], 'slow'],
  ['the first one without a sequential strategy', [fast], 'fast'],
  ['nothing without strategies', [], undefined],
])('is %s', (_, strategies, name) => {
  expect(baselineOf(aRun(strategies))?.name).toBe(name);
});
