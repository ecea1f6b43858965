import { cleanText } from './markup.ts';

export function details(summary: string, content: string): string {
  return `<details><summary>${summary}</summary>\n\n${content}\n\n</details>`;
}

export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  const align = head.map((_, column) => (column === 0 ? ':--' : '--:'));
  return [line(head), line(align), ...rows.map(line)].join('\n');
}

/**
 * Words of ours around names from outside: nothing in them becomes a link or HTML, and a comment
 * behind `@` and `#` keeps them from becoming mentions and references, which a backslash does not.
 */
export function plain(text: string): string {
  return cleanText(text)
    .replace(/[\\`*_{}[\]<>|~!&]/g, (character) => `\\${character}`)
    .replace(/[@#]/g, (character) => `${character}<!-- -->`);
}

/** Text from outside as it is. The fence is longer than any run of backticks inside. */
export function code(text: string): string {
  const clean = cleanText(text).replaceAll('|', '\\|');
  const longest = Math.max(0, ...(clean.match(/`+/g) ?? []).map(({ length }) => length));
  const fence = '`'.repeat(longest + 1);
  const pad = clean.startsWith('`') || clean.endsWith('`') || clean === '' ? ' ' : '';
  return `${fence}${pad}${clean}${pad}${fence}`;
}
