import { accessSync, appendFileSync, constants } from 'node:fs';
import { join } from 'node:path';
import { BenchError } from '../core/errors.ts';
import type { LedgerEntry } from '../core/ledger.ts';
import { makeFolder } from './make-folder.ts';
import { replaceFile } from './write-file.ts';

/** Rows that are turned into text and written at once: less than what the heap would keep among its large objects. */
const ROWS_PER_WRITE = 200;

/** The folder that a run writes into. */
export class OutputDirectory {
  readonly path: string;
  #lost: BenchError | undefined;

  /**
   * Makes the folder.
   *
   * @param tried name of a file that will be there
   * @throws {BenchError} OUTPUT_NOT_WRITABLE, before anything is sent
   */
  constructor(path: string, tried = 'attempts.jsonl') {
    this.path = path;
    try {
      makeFolder(path);
      accessSync(path, constants.W_OK);
      // Tried and not yet emptied: something else may still keep the run from starting.
      appendFileSync(this.file(tried), '');
    } catch (cause) {
      const why = cause instanceof Error ? cause.message : String(cause);
      throw new BenchError('OUTPUT_NOT_WRITABLE', `cannot write into ${path}: ${why}.`, {
        hint: 'name another folder with --out DIR. Nothing was sent.',
        cause,
      });
    }
  }

  file(name: string): string {
    return join(this.path, name);
  }

  /** Why something could not be written any more, such as a full disk. The run goes on: its figures can be shown. */
  get lost(): BenchError | undefined {
    return this.#lost;
  }

  /** Writes a file whole. */
  write(name: string, text: string): void {
    const path = this.file(name);
    this.#keepGoing(() => replaceFile(path, text));
  }

  /** Forgets what an earlier run left in `attempts.jsonl`. */
  begin(): void {
    this.write('attempts.jsonl', '');
  }

  /** One line an item. */
  appendAttempts(strategy: string, rows: Iterable<LedgerEntry>): void {
    let lines: string[] = [];
    const write = () => {
      const text = lines.join('');
      this.#keepGoing(() => appendFileSync(this.file('attempts.jsonl'), text));
      lines = [];
    };
    for (const row of rows) {
      lines.push(`${JSON.stringify({ strategy, ...row })}\n`);
      if (lines.length === ROWS_PER_WRITE) write();
    }
    write();
  }

  #keepGoing(write: () => void): void {
    if (this.#lost) return;
    try {
      write();
    } catch (cause) {
      const why = cause instanceof Error ? cause.message : String(cause);
      this.#lost = new BenchError(
        'OUTPUT_LOST',
        `cannot write into ${this.path} any more: ${why}.`,
        {
          hint: 'make room and run again, or name another folder with --out DIR.',
          cause,
        },
      );
    }
  }
}
