/** A token (RFC 9110, section 5.6.2). */
const NAME = /^[!#$%&'*+.^_`|~0-9a-z-]+$/i;

/** Text of one line, in Latin-1. */
const VALUE = /^[\t\x20-\x7e\x80-\xff]*$/;

/** Whether HTTP can carry them as headers, by their names. */
export function areHeaders(value: unknown): value is Readonly<Record<string, string>> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  return Object.entries(value).every(
    ([name, text]) => NAME.test(name) && typeof text === 'string' && VALUE.test(text),
  );
}

/** Whether HTTP can carry it as what a header says. */
export function isHeaderText(value: unknown): value is string {
  return typeof value === 'string' && value !== '' && VALUE.test(value);
}
