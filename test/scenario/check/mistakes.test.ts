import { expect, it } from 'vitest';
import { z } from 'zod';
import { toMistakes } from '../../../src/scenario/check/mistakes.ts';

it('sorts by the order of the fields in the input, missing ones last', () => {
  const issues = [['a'], ['missing'], ['c', 'y'], ['c'], ['c', 'x'], ['b', 1]].map((path) =>
    z.core.util.finalizeIssue({ code: 'custom', message: 'm', path, input: 0 }, undefined, {}),
  );

  const paths = toMistakes(issues, { c: { x: 1, y: 1 }, b: [0, 0], a: 1 }).map(({ path }) => path);

  expect(paths).toEqual(['c', 'c.x', 'c.y', 'b[1]', 'a', 'missing']);
});

it('writes a path as one would type it', () => {
  const path = ['strategies', 'semaphore-5', 'my name', 3];
  const issue = z.core.util.finalizeIssue(
    { code: 'custom', message: 'm', path, input: 0 },
    undefined,
    {},
  );

  expect(toMistakes([issue], {})[0]?.path).toBe('strategies.semaphore-5["my name"][3]');
});
