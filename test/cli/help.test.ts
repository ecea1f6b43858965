import { readdirSync } from 'node:fs';
import { PassThrough } from 'node:stream';
import { expect, it } from 'vitest';
import type { Io, Output } from '../../src/cli/io.ts';
import { main } from '../../src/cli/main.ts';

const COMMANDS = readdirSync(new URL('../../src/cli/commands', import.meta.url))
  .filter((name) => name.endsWith('.ts'))
  .map((name) => name.replace('.ts', ''));

const PIPE = { isTTY: false, columns: 0 };
const TERMINAL = { isTTY: true, columns: 80 };
/** It does not know how wide it is. */
const UNSIZED = { isTTY: true, columns: 0 };

it.each(['', ...COMMANDS])("lays 'bench %s --help' out in 80 columns", async (command) => {
  for (const stream of [PIPE, TERMINAL, UNSIZED]) {
    const lines = (await helpOf(command, stream)).split('\n');
    expect(lines[0]).toContain(`Usage: bench ${command}`);
    expect(lines).toContain('Examples:');
    expect(lines.filter((line) => line.length > 80)).toEqual([]);
  }
});

async function helpOf(
  command: string,
  size: { readonly isTTY: boolean; readonly columns: number },
): Promise<string> {
  const written: string[] = [];
  const stdout = Object.assign(new PassThrough(), size) as unknown as Output;
  stdout.write = (text: string | Uint8Array) => written.push(String(text)) > 0;
  const stderr = Object.assign(new PassThrough(), size) as unknown as Output;
  const io: Io = {
    stdin: new PassThrough(),
    stdout,
    stderr,
    env: {},
    cwd: () => '/',
    on: () => undefined,
    off: () => undefined,
    exit: () => undefined,
  };
  expect(await main(command === '' ? ['--help'] : [command, '--help'], io)).toBe(0);
  return written.join('');
}
