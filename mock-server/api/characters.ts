/**
 * Characters of all texts in a message body: strings, lists, and blocks with `text` or `content`.
 */
export function countCharacters(value: unknown): number {
  if (typeof value === 'string') return value.length;
  if (Array.isArray(value))
    return value.reduce((sum: number, part) => sum + countCharacters(part), 0);
  if (typeof value !== 'object' || value === null) return 0;
  const { text, content } = value as { text?: unknown; content?: unknown };
  return countCharacters(text) + countCharacters(content);
}
