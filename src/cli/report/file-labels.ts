/**
 * What tells files apart, for tables: their paths without the folders that all begin with and the names that all end
 * with. `reports/a/1/result.json` and `reports/a/2/result.json` are `1` and `2`. A `result.json` goes by its folder.
 */
export function fileLabels(files: readonly string[]): readonly string[] {
  const split = files.map((file) => file.replace(/(?<=.)[/\\]result\.json$/, '').split(/[/\\]/));
  const shortest = Math.min(...split.map((parts) => parts.length));
  const shared = (
    at: (parts: readonly string[], i: number) => string | undefined,
    most: number,
  ) => {
    let count = 0;
    while (count < most && new Set(split.map((parts) => at(parts, count))).size === 1) count += 1;
    return count;
  };
  const before = shared((parts, i) => parts[i], shortest - 1);
  const after = shared((parts, i) => parts.at(-1 - i), shortest - 1 - before);
  return split.map((parts) => parts.slice(before, parts.length - after).join('/'));
}
