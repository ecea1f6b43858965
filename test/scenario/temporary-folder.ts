import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/**
 * A folder with these files, removed when it is disposed. The last part of its name makes vitest
 * leave the import of its modules to Node.js.
 */
export function temporaryFolder(files: Readonly<Record<string, string>>) {
  const root = mkdtempSync(join(tmpdir(), 'llm-bench-'));
  const path = join(root, 'imported-by-node');
  mkdirSync(path);
  for (const [name, text] of Object.entries(files)) writeFileSync(join(path, name), text);
  return { path, [Symbol.dispose]: () => rmSync(root, { recursive: true }) };
}
