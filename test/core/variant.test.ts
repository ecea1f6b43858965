import { expect, it } from 'vitest';
import { defineVariant } from '../../src/core/variant.ts';

const constant = defineVariant({
  kind: 'constant',
  summary: 'Always the same.',
  options: { ms: { type: 'duration', default: 5, summary: 'how long' } },
  create: ({ ms }: { ms: number }) => ms * 2,
});

it('builds the plain data that a scenario holds', () => {
  expect(constant({ ms: '2s' })).toEqual({ kind: 'constant', ms: '2s' });
  expect(constant()).toEqual({ kind: 'constant' });
});

it('is the definition as well', () => {
  expect(constant.kind).toBe('constant');
  expect(constant.summary).toBe('Always the same.');
  expect(constant.create({ ms: 4 })).toBe(8);
});
