const LONGEST = 60;

/** Shapes of API keys. A key must not reach a terminal or a CI log, not even in part. */
const KEY = /\b(?:sk|pk|gsk|xai|hf)[-_]\w|\bBearer\s/i;

/**
 * A value as the user wrote it, in one line of at most 60 characters. Containers are named, keys
 * are not shown.
 */
export function showValue(value: unknown): string {
  if (typeof value === 'string') return KEY.test(value) ? 'a key (not shown)' : quote(value);
  if (value === undefined) return 'nothing';
  if (typeof value === 'function') return 'a function';
  if (Array.isArray(value)) return showList(value);
  if (typeof value === 'object' && value !== null) return 'an object';
  return String(value);
}

/**
 * Lists of numbers, such as a curve's points, are short and worth reading; others may hold
 * anything.
 */
function showList(list: readonly unknown[]): string {
  const written = JSON.stringify(list);
  if (list.length === 0) return 'an empty list';
  return /^[\d.,[\]-]+$/.test(written) && written.length <= LONGEST ? written : 'a list';
}

function quote(text: string): string {
  const quoted = JSON.stringify(text);
  return quoted.length <= LONGEST ? quoted : `${quoted.slice(0, LONGEST - 2)}…"`;
}
