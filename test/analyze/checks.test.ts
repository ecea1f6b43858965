import { expect, it } from 'vitest';
import { passedChecks } from '../../src/analyze/checks.ts';
import { aRun, aStrategy, aVirtualRun } from '../helpers/a-run.ts';

const server = { requests: 60, peak_in_flight: 10, hidden_attempts: 0 };

it('lists what was in order', () => {
  const result = aRun([aStrategy({ metrics: { server } })], { clock: { kind: 'virtual' } });
  expect(passedChecks(result)).toEqual([
    'every scheduled item is accounted for',
    'the server saw exactly the attempts that the client made',
    'measured on the virtual clock: seed 42 repeats these numbers exactly',
    'every strategy ran to its end',
  ]);
});

it('names all seeds that repeat the numbers', () => {
  expect(passedChecks(aVirtualRun([aStrategy({ makespans: [1, 2, 3] })]))).toContain(
    'measured on the virtual clock: 3 seeds 42–44 repeat these numbers exactly',
  );
});

it('claims nothing about attempts that the server saw differently', () => {
  const metrics = { server: { ...server, hidden_attempts: 1 } };
  expect(passedChecks(aRun([aStrategy({ metrics })]))).not.toContain(
    'the server saw exactly the attempts that the client made',
  );
});

it('notices an item that is in no bin', () => {
  const counts = { scheduled: 60, completed: 59, failed: 0, dropped: 0, incomplete: 0 };
  expect(passedChecks(aRun([aStrategy({ metrics: { counts } })]))).not.toContain(
    'every scheduled item is accounted for',
  );
});

it('claims nothing of a run that was stopped before its first strategy', () => {
  expect(passedChecks(aRun([], { complete: false }))).toEqual([]);
});
