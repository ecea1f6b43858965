import { closeSync, openSync, writeSync } from 'node:fs';
import { BenchError } from '../core/errors.ts';
import type { Settled } from '../core/job.ts';

/** Answers as JSONL, one line an item and strategy, written as they arrive so that none has to be kept. */
export class ResponseFile {
  readonly path: string;
  readonly #file: number;

  /** @throws {BenchError} OUTPUT_NOT_WRITABLE, before anything is sent */
  constructor(path: string) {
    this.path = path;
    try {
      this.#file = openSync(path, 'w');
    } catch (cause) {
      const why = cause instanceof Error ? cause.message : String(cause);
      throw new BenchError('OUTPUT_NOT_WRITABLE', `cannot write answers to ${path}: ${why}.`, {
        hint: 'name a file in a folder that exists: --save-responses answers.jsonl',
        cause,
      });
    }
  }

  append(strategy: string, { item, outcome, attempts }: Settled): void {
    const answer =
      outcome.kind === 'ok' ? { text: outcome.text ?? '' } : { error: outcome.message };
    const { index, source } = item;
    const row = { strategy, item: index, source, outcome: outcome.kind, attempts, ...answer };
    writeSync(this.#file, `${JSON.stringify(row)}\n`);
  }

  close(): void {
    closeSync(this.#file);
  }
}
