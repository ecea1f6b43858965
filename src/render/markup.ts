/** C0 and C1 controls, and the marks that turn the direction of text: they would rewrite what stands beside them. */
const UNSAFE = /[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]/gu;

/** One line of text from outside (names, prompts, what a server wrote), with its controls made visible as U+FFFD. */
export function cleanText(text: string): string {
  return text.replace(UNSAFE, '\ufffd');
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&#34;',
  "'": '&#39;',
};

/** Text as content or quoted attribute of HTML and SVG. Line breaks stay. */
export function escapeMarkup(text: string): string {
  const clean = text.split('\n').map(cleanText).join('\n');
  return clean.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? character);
}

/** At most `length` characters, the last of them `…` when something was cut. */
export function shorten(text: string, length: number): string {
  const characters = Array.from(text);
  return characters.length <= length ? text : `${characters.slice(0, length - 1).join('')}…`;
}
