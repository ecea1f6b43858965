/** The fields that have a value: absent is not `undefined`, and neither is 0. */
export function present<T extends object>(fields: { [K in keyof T]: T[K] | undefined }): T {
  const kept: Partial<T> = {};
  // A loop and no list of entries: this is done several times for each reply.
  for (const name in fields) {
    const value = fields[name];
    if (value !== undefined) kept[name] = value;
  }
  return kept as T;
}
