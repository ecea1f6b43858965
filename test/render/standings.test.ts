import { expect, it } from 'vitest';
import { armOf, compareRuns } from '../../src/analyze/compare/compare-runs.ts';
import type { RunResult } from '../../src/core/run-result.ts';
import { judgedFinding } from '../../src/render/standings.ts';
import { anArm } from '../helpers/a-comparison.ts';

const arm = (factor: number): RunResult =>
  anArm({ makespans: [9_900, 10_000, 10_050, 10_100, 9_950].map((ms) => ms * factor) });
const held = (factor: number) => ({
  label: String(factor),
  comparison: compareRuns(armOf(arm(1), 'a'), armOf(arm(factor), 'b')),
});

it.each([
  ['how many regressed', [held(1), held(1.2)], '1 of 2 files regressed against main'],
  [
    'that none did, of those that could be judged',
    [held(1), { label: 'c', unfit: 'other target' }],
    'Nothing regressed against main: 1 of 2 files judged',
  ],
  ['that none can be judged', [{ label: 'c', unfit: 'x' }], 'No file can be judged against main'],
])('says of several files %s', (_, files, sentence) => {
  expect(judgedFinding({ against: 'main', files })).toBe(sentence);
});
