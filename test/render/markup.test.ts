import { expect, it } from 'vitest';
import { cleanText, escapeMarkup, shorten } from '../../src/render/markup.ts';

it.each([
  ['a\u0000b', 'a\ufffdb'],
  ['a\u001b[31mb', 'a\ufffd[31mb'],
  ['a\nb', 'a\ufffdb'],
  ['a\u009bb', 'a\ufffdb'],
  ['a\u202eb', 'a\ufffdb'],
  ['a\u2066b\u2069', 'a\ufffdb\ufffd'],
  ['日本語 שלום', '日本語 שלום'],
])('makes controls of %j visible', (text, clean) => {
  expect(cleanText(text)).toBe(clean);
});

it('escapes the five characters that mean something in markup', () => {
  expect(escapeMarkup(`<a href="x" title='y'>&`)).toBe(
    '&lt;a href=&#34;x&#34; title=&#39;y&#39;&gt;&amp;',
  );
});

it('keeps line breaks and nothing else of the controls', () => {
  expect(escapeMarkup('a\n\u0007b')).toBe('a\n\ufffdb');
});

it('shortens to the length asked for, the ellipsis included', () => {
  expect(shorten('semaphore-10', 12)).toBe('semaphore-10');
  expect(shorten('semaphore-10', 5)).toBe('sema…');
});
