#!/usr/bin/env node
// Launcher. Plain syntax that old Node versions parse, so that they get the sentence below and no stack trace.
import { existsSync } from 'node:fs';
import module from 'node:module';

const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
const entry = new URL('../dist/src/cli/main.js', import.meta.url);

if (major < 22 || (major === 22 && minor < 19)) {
  process.stderr.write(`bench needs Node.js 22.19 or newer; this is ${process.versions.node}.\n`);
  process.exitCode = 2;
} else if (!existsSync(entry)) {
  process.stderr.write('bench is not built yet. Run `npm ci` first.\n');
  process.exitCode = 2;
} else {
  // Keeps compiled code in the system's temporary folder: a third of the start-up time.
  module.enableCompileCache();
  // Imported dynamically: a static import would parse modern code before the version check.
  const { main } = await import(entry.href);
  process.exitCode = await main(process.argv.slice(2), process);
}
