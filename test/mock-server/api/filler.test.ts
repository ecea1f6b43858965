import { describe, expect, it } from 'vitest';
import { thoughtText, tokensText } from '../../../mock-server/api/filler.ts';

describe.each(['plain', 'multibyte'] as const)('text of the kind %s', (text) => {
  it('is the same as a whole and token by token, of any length', () => {
    let joined = '';
    for (let count = 1; count <= 70; count++) {
      joined += tokensText(7, count, count, text);
      expect(tokensText(7, 1, count, text)).toBe(joined);
    }
  });

  it('thinks in the same words, without the item', () => {
    expect(`7:${thoughtText(1, 40, text)}`).toBe(tokensText(7, 1, 41, text));
  });
});

it('begins with the item, so that a client can tell its own answer', () => {
  expect(tokensText(42, 1, 3, 'plain')).toBe('42: the model');
});
