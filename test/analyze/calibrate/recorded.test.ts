import { expect, it } from 'vitest';
import { attemptsByRound } from '../../../src/analyze/calibrate/recorded.ts';
import type { OutcomeKind } from '../../../src/core/outcome.ts';

function row(item: number, sent_us: number, ended_us: number, outcome: OutcomeKind = 'ok') {
  const attempt = { attempt: 0, asked_us: sent_us, sent_us, ended_us, outcome, bytes_in: 0 };
  return {
    ...{ strategy: 'pool', item, round: 0, intended_us: 0, due_us: 0, bin: 'completed' as const },
    attempts: [attempt],
  };
}

it('counts what was in service when an attempt was sent, and what no limit had refused', () => {
  const rounds = attemptsByRound([
    row(2, 50, 150),
    row(0, 0, 100),
    row(1, 10, 20, 'rate-limited'),
    row(3, 60, 61, 'overloaded'),
    row(4, 100, 200),
    { ...row(5, 0, 10), strategy: 'alone' },
  ]);
  expect(
    rounds.map((round) => round.map(({ inService, admitted }) => [inService, admitted])),
  ).toEqual([
    [
      [1, 1],
      [1, 1],
      [2, 2],
      [2, 3],
      [2, 4],
    ],
    [[1, 1]],
  ]);
});
