import type { ForeignRun } from '../../core/foreign-run.ts';

/** Reads the results of another tool. */
export interface Importer {
  readonly tool: string;
  /** Whether a JSON value looks like one of its results. */
  recognise(value: unknown): boolean;
  /** The runs in it. What is missing or no number is left out; it never throws. */
  read(value: unknown): readonly ForeignRun[];
}
