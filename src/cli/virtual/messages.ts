import type { BenchErrorCode, Mistake } from '../../core/errors.ts';
import { BenchError } from '../../core/errors.ts';
import type { Plan } from '../../core/plan.ts';
import type { StrategyResult } from '../../core/run-result.ts';
import type { LiveProgress } from '../../runner/run-strategy.ts';
import type { StopSignal } from '../exit-codes.ts';
import type { SessionOutcome } from '../session.ts';

/** What the worker tells. */
export type FromWorker =
  | { readonly type: 'planned'; readonly plan: Plan; readonly count: number | undefined }
  | { readonly type: 'start'; readonly name: string }
  /** A sign of life; with figures while a strategy runs. */
  | { readonly type: 'alive'; readonly progress: LiveProgress | undefined }
  | { readonly type: 'end'; readonly strategy: StrategyResult }
  | { readonly type: 'done'; readonly outcome: SessionOutcome }
  | { readonly type: 'failed'; readonly error: PlainError };

/** What the worker is told. */
export interface ToWorker {
  readonly type: 'stop';
  readonly signal: StopSignal;
}

/** An error that can travel between threads; a clone of an Error would lose its class and its fields. */
export interface PlainError {
  readonly message: string;
  readonly stack: string | undefined;
  /** Only of a user's mistake. */
  readonly mistake?: {
    readonly code: BenchErrorCode;
    readonly hint: string | undefined;
    readonly mistakes: readonly Mistake[];
  };
}

export function toPlainError(error: unknown): PlainError {
  const { message, stack } = error instanceof Error ? error : new Error(String(error));
  if (!(error instanceof BenchError)) return { message, stack };
  const { code, hint, mistakes } = error;
  return { message, stack, mistake: { code, hint, mistakes } };
}

export function fromPlainError({ message, stack, mistake }: PlainError): Error {
  if (mistake) {
    const { code, hint, mistakes } = mistake;
    return new BenchError(code, message, { ...(hint !== undefined && { hint }), mistakes });
  }
  const error = new Error(message);
  if (stack !== undefined) error.stack = stack;
  return error;
}
