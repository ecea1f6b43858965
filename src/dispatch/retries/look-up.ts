/** The rule of a name in a plan. Names are checked when a plan is made, so a miss is a bug of ours. */
export function lookUp<T>(table: Readonly<Record<string, T>>, word: string): T {
  const entry = table[word];
  if (entry === undefined) throw new Error(`unknown retry rule "${word}"`);
  return entry;
}
