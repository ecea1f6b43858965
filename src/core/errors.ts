/** One thing wrong in a user's input, with the place, what was expected and got, and what to type instead. */
export interface Mistake {
  /** Path in the user's own words: `strategies.fast.size`. */
  readonly path: string;
  readonly message: string;
  readonly hint?: string;
}

/** What a {@link BenchError} is about. Codes are stable; messages are not. */
export type BenchErrorCode =
  | 'USAGE'
  | 'SCENARIO_MISSING'
  | 'SCENARIO_UNREADABLE'
  | 'SCENARIO_INVALID'
  | 'WORKLOAD_INVALID'
  | 'RESULT_INVALID'
  | 'KEY_MISSING'
  | 'COST_DECLINED'
  | 'OUTPUT_NOT_WRITABLE'
  | 'OUTPUT_LOST'
  | 'TARGET_UNREACHABLE'
  | 'MOCK_FAILED'
  | 'MOCK_LOST'
  | 'RUN_BROKE_OFF'
  | 'CLOCK_NEEDS_REAL'
  | 'REAL_TIME_LIMIT'
  | 'OUT_OF_MEMORY';

/**
 * A mistake that the user can mend. It ends in exit code 2, without a stack. Anything else that is thrown is a bug of
 * ours and ends in exit code 1.
 */
export class BenchError extends Error {
  override readonly name = 'BenchError';
  readonly code: BenchErrorCode;
  /** The remedy, as something to type. */
  readonly hint: string | undefined;
  /** All mistakes of one input, in the order of the user's file. */
  readonly mistakes: readonly Mistake[];

  constructor(
    code: BenchErrorCode,
    message: string,
    details: { hint?: string; mistakes?: readonly Mistake[]; cause?: unknown } = {},
  ) {
    super(message, details.cause === undefined ? undefined : { cause: details.cause });
    this.code = code;
    this.hint = details.hint;
    this.mistakes = details.mistakes ?? [];
  }
}
