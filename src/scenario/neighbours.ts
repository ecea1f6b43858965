import { readdirSync, statSync } from 'node:fs';
import { dirname } from 'node:path';

/** Names of the files in a file's folder, sorted; none when there is no such folder. */
export function neighbours(path: string): string[] {
  const folder = dirname(path);
  if (!statSync(folder, { throwIfNoEntry: false })?.isDirectory()) return [];
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => entry.name)
    .sort();
}
