import { relative, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { BenchError } from '../core/errors.ts';
import { showValue } from './check/show-value.ts';

/** Says why a scenario file could not be imported, and in which line where Node.js tells it. */
export function importError(path: string, error: unknown): BenchError {
  if (error instanceof SyntaxError) return doesNotParse(path, error);
  const reason = error instanceof Error ? firstLine(error.message) : showValue(error);
  if (error instanceof Error && 'code' in error && error.code === 'ERR_MODULE_NOT_FOUND') {
    return new BenchError('SCENARIO_UNREADABLE', `${path} imports what is not there: ${reason}.`, {
      hint: 'relative imports carry their extension (./x.ts); packages are installed with npm.',
      cause: error,
    });
  }
  const place = error instanceof Error ? frameIn(path, error) : undefined;
  return new BenchError(
    'SCENARIO_UNREADABLE',
    `${path} threw while it was imported${place === undefined ? '' : ` (${place})`}: ${reason}.`,
    { hint: 'mend that line; nothing was sent.', cause: error },
  );
}

/**
 * Node.js puts the place of a type-stripping error before the stack, but tells none for plain
 * JavaScript.
 */
function doesNotParse(path: string, error: SyntaxError): BenchError {
  const [, file, line] = /^(.+):(\d+)$/m.exec(error.stack?.split('\n')[0] ?? '') ?? [];
  const place = file === undefined ? path : `${shortPath(file)}:${line}`;
  return new BenchError(
    'SCENARIO_UNREADABLE',
    `${place} does not parse: ${firstLine(error.message)}.`,
    { hint: parseHint(path, error, file !== undefined), cause: error },
  );
}

function parseHint(path: string, error: SyntaxError, isTypeScript: boolean): string {
  if (/outside a module/.test(error.message)) {
    return 'its package.json says CommonJS, as `npm init` writes it: end the file in .mts, or `npm pkg set type=module`.';
  }
  return isTypeScript
    ? 'types are stripped, not compiled: no enums, namespaces or parameter properties.'
    : `node --check ${path} shows the line.`;
}

/** The innermost stack frame inside the user's file. */
function frameIn(path: string, error: Error): string | undefined {
  const absolute = resolve(path);
  const names = [pathToFileURL(absolute).href, absolute];
  for (const frame of error.stack?.split('\n').slice(1) ?? []) {
    const name = names.find((candidate) => frame.includes(`${candidate}:`));
    if (name === undefined) continue;
    const [, line] = /^(\d+)/.exec(frame.slice(frame.indexOf(name) + name.length + 1)) ?? [];
    if (line !== undefined) return `${path}:${line}`;
  }
  return undefined;
}

function shortPath(file: string): string {
  return relative('', file.startsWith('file:') ? fileURLToPath(file) : file);
}

function firstLine(message: string): string {
  return (message.split('\n')[0] ?? '').replace(/\.$/, '');
}
