/**
 * Characters of all texts in a message body: strings, lists, and blocks with `text` or `content`.
 * Not recursive: whoever sends lists in lists decides how deep they are.
 */
export function countCharacters(value: unknown): number {
  const pending = [value];
  let sum = 0;
  while (pending.length > 0) {
    const next = pending.pop();
    if (typeof next === 'string') sum += next.length;
    else if (Array.isArray(next)) for (const part of next) pending.push(part);
    else if (typeof next === 'object' && next !== null) {
      const { text, content } = next as { text?: unknown; content?: unknown };
      pending.push(text, content);
    }
  }
  return sum;
}
