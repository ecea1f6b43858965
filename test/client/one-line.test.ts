import { expect, it } from 'vitest';
import { oneLine } from '../../src/client/one-line.ts';

it.each([
  { name: 'leaves a short line alone', text: 'Rate limit reached', line: 'Rate limit reached' },
  { name: 'joins lines and trims', text: '\n one\r\n\ttwo \n', line: 'one two' },
  { name: 'drops terminal escapes', text: '\u001b[31mred\u0007', line: '[31mred' },
  { name: 'drops marks that turn text around', text: 'a\u202eb\u2028c\u0085d', line: 'a b c d' },
  { name: 'mends half a character', text: 'x\ud83d', line: 'x\ufffd' },
  { name: 'keeps 300 characters', text: 'x'.repeat(300), line: 'x'.repeat(300) },
  { name: 'cuts 301 characters to 300', text: 'x'.repeat(301), line: `${'x'.repeat(299)}…` },
  { name: 'makes nothing of nothing', text: ' \n', line: '' },
])('$name', ({ text, line }) => {
  expect(oneLine(text)).toBe(line);
});
