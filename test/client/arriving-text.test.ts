import fc from 'fast-check';
import { expect, it } from 'vitest';
import { ArrivingText } from '../../src/client/arriving-text.ts';

/** What one decoder makes of all bytes at once, of what would be held back at the end nothing. */
function whole(bytes: Uint8Array): string {
  return new TextDecoder().decode(bytes, { stream: true });
}

function inPieces(bytes: Uint8Array, cuts: readonly number[]): string {
  const text = new ArrivingText();
  const ends = [...cuts].sort((a, b) => a - b);
  let from = 0;
  let read = '';
  for (const end of [...ends, bytes.length]) {
    read += text.add(bytes.subarray(from, end));
    from = end;
  }
  return read;
}

it('reads any bytes as one decoder would, wherever they are cut', () => {
  const text = fc.string({ unit: 'binary' }).map((said) => new TextEncoder().encode(said));
  const bytes = fc.oneof(text, fc.uint8Array({ maxLength: 40 }));
  const cut = bytes.chain((all) =>
    fc.tuple(fc.constant(all), fc.array(fc.nat(all.length), { maxLength: 5 })),
  );
  fc.assert(
    fc.property(cut, ([all, cuts]) => {
      expect(inPieces(all, cuts)).toBe(whole(all));
    }),
    { seed: 1 },
  );
});

it.each([
  { name: 'at the beginning is left out', text: '\u{feff}{}', cuts: [], read: '{}' },
  { name: 'cut in two is left out, too', text: '\u{feff}{}', cuts: [2], read: '{}' },
  { name: 'later on is part of the text', text: '{\u{feff}}', cuts: [1], read: '{\u{feff}}' },
])('a byte order mark $name', ({ text, cuts, read }) => {
  expect(inPieces(new TextEncoder().encode(text), cuts)).toBe(read);
});
