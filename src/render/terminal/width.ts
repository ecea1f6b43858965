import stringWidth from 'fast-string-width';

/** The text in exactly `width` terminal cells: padded, or cut with `…`. `日本語` takes six. */
export function padTo(
  text: string,
  width: number,
  align: 'left' | 'right' | 'centre' = 'left',
  filler = ' ',
): string {
  const cut = clip(text, width);
  const missing = Math.max(0, width - stringWidth(cut));
  const before = { left: 0, right: missing, centre: Math.floor(missing / 2) }[align];
  return filler.repeat(before) + cut + filler.repeat(missing - before);
}

/** The text in at most `width` cells, `…` at the end when something was cut. */
export function clip(text: string, width: number): string {
  if (stringWidth(text) <= width) return text;
  let kept = '';
  for (const character of text) {
    if (stringWidth(kept + character) > width - 1) break;
    kept += character;
  }
  return width < 1 ? '' : `${kept}…`;
}

/**
 * Lines of at most `width` cells, broken at spaces; a word that is wider is cut.
 *
 * @param first what the first line starts with
 * @param rest what the others start with
 */
export function wrap(text: string, width: number, first = '', rest = first): readonly string[] {
  const lines: string[] = [];
  let line = '';
  let start = first;
  for (const word of text.split(' ')) {
    const longer = line === '' ? word : `${line} ${word}`;
    if (line !== '' && stringWidth(start + longer) > width) {
      lines.push(start + line);
      start = rest;
      line = word;
    } else line = longer;
  }
  return [...lines, start + line].map((each) => clip(each, width));
}
