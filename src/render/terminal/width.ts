import stringWidth from 'string-width';

/** The text in exactly `width` terminal cells: padded, or cut with `…`. `日本語` takes six. */
export function fit(text: string, width: number, align: 'left' | 'right' = 'left'): string {
  const cut = clip(text, width);
  const padding = ' '.repeat(Math.max(0, width - stringWidth(cut)));
  return align === 'left' ? cut + padding : padding + cut;
}

/** The text in at most `width` cells, `…` at the end when something was cut. */
export function clip(text: string, width: number): string {
  if (stringWidth(text) <= width) return text;
  let kept = '';
  for (const { segment } of graphemes.segment(text)) {
    if (stringWidth(kept + segment) > width - 1) break;
    kept += segment;
  }
  return width < 1 ? '' : `${kept}…`;
}

/** Lines of at most `width` cells, broken at spaces; the lines after the first are indented. */
export function wrap(text: string, width: number, indent = ''): readonly string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    const longer = line === '' ? word : `${line} ${word}`;
    if (line !== '' && stringWidth(longer) > width) {
      lines.push(line);
      line = indent + word;
    } else line = longer;
  }
  return [...lines, line].map((each) => clip(each, width));
}

const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });
