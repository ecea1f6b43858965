/** An object of a reply, of which nothing is known but that it is one. */
export type JsonObject = Readonly<Record<string, unknown>>;

/** The value of a JSON text; `undefined` when it is none. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

export function asObject(value: unknown): JsonObject | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as JsonObject)
    : undefined;
}

export function asArray(value: unknown): readonly unknown[] | undefined {
  return Array.isArray(value) ? value : undefined;
}

export function asText(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

/** More than any reply can hold; a server that says so is not believed. */
const MOST = 2 ** 32 - 2;

/** A number that can count something in a reply: whole, at least 0, and within reason. */
export function asCount(value: unknown): number | undefined {
  if (typeof value !== 'number' || !Number.isSafeInteger(value)) return undefined;
  return value >= 0 && value <= MOST ? value : undefined;
}
