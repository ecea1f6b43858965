import type { WriteStream } from 'node:tty';
import type { StopSignal } from './exit-codes.ts';

/** An output stream; a terminal has a size and colours, a pipe has not. */
export type Output = Pick<
  WriteStream,
  'write' | 'isTTY' | 'columns' | 'rows' | 'writableNeedDrain'
> &
  NodeJS.WritableStream;

/** The process as the command line sees it. Results go to stdout, everything else to stderr. */
export interface Io {
  /** Where an answer to a question comes from; a terminal is a TTY. */
  readonly stdin: NodeJS.ReadableStream & { readonly isTTY?: boolean };
  readonly stdout: Output;
  readonly stderr: Output;
  readonly env: Record<string, string | undefined>;
  cwd(): string;
  on(signal: StopSignal, listener: () => void): unknown;
  off(signal: StopSignal, listener: () => void): unknown;
  exit(code: number): void;
}
