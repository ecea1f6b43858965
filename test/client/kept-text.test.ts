import { expect, it } from 'vitest';
import { KeptText } from '../../src/client/kept-text.ts';

it('keeps nothing, not even an empty text, when nobody asked', () => {
  const kept = new KeptText(false);
  kept.add('x');
  expect(kept.text).toBeUndefined();
});

it('joins the pieces that are text', () => {
  const kept = new KeptText(true);
  for (const piece of ['a', undefined, 1, null, 'b']) kept.add(piece);
  expect(kept.text).toBe('ab');
});

it('keeps 1 048 576 characters at most', () => {
  const kept = new KeptText(true);
  for (let i = 0; i < 3; i++) kept.add('x'.repeat(500_000));
  expect(kept.text).toHaveLength(1_048_576);
});
