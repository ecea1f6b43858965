import type { AssertContext } from './assertion.ts';
import type { Clock } from './clock.ts';
import type { Item } from './item.ts';
import type { Failure } from './outcome.ts';

/** What a call asks, where it is not the item's own question. */
export interface CallRequest {
  readonly prompt?: string;
  readonly system?: string;
  /** Most output tokens. */
  readonly maxTokens?: number;
}

/** An item in the hands of the user's own code. */
export interface CustomItem extends Item {
  /** Give them to a request made with `fetch`, and it is counted as an attempt of this item. */
  readonly headers: Readonly<Record<string, string>>;
}

/** What the user's own code works with. */
export interface CustomContext {
  /** The workload. An item is taken when it is pulled; those that nobody pulls or calls are dropped. */
  readonly items: AsyncIterable<CustomItem>;
  /**
   * Asks the item's question, or another one on its behalf, with the scenario's retries.
   *
   * @returns the answer's text
   * @throws {CallError} when the last attempt failed
   */
  call(item: CustomItem, request?: CallRequest): Promise<string>;
  /**
   * A `fetch` for existing client code, such as an official SDK: each request is an attempt in the ledger, an SDK's own
   * retries included. It belongs to the item of its `x-bench-item` header, else to the item whose prompt is in its body.
   */
  readonly fetch: typeof globalThis.fetch;
  /** Where the API is, without `/v1`. */
  readonly baseURL: string;
  readonly clock: Clock;
  /** Aborts when the run is to stop. */
  readonly signal: AbortSignal;
}

/** The user's own code as a strategy. The strategy ends when it returns. */
export type CustomFunction = (context: CustomContext) => Promise<unknown>;

/** What the calls of a task work with. */
export interface TaskContext {
  /**
   * Asks a question, with the scenario's retries.
   *
   * @returns the answer's text
   * @throws {CallError} when the last attempt failed
   */
  call(request: CallRequest): Promise<string>;
  /** Runs a function for each value, at most `size` at once, and returns the results in the order of the values. */
  map<T, R>(
    values: readonly T[],
    size: number,
    work: (value: T, index: number) => Promise<R>,
  ): Promise<R[]>;
  /** Aborts when the run is to stop. */
  readonly signal: AbortSignal;
}

/** An item that takes several calls. It is done when this settles; text that it returns is its answer. */
export type TaskFunction = (item: Item, context: TaskContext) => Promise<unknown>;

/** Looks at an answer. @returns what is wrong with it; `undefined` when nothing is */
export type AnswerCheck = (answer: string, item: Item) => string | undefined;

/** Looks at the figures of a run that is over. Each failed expectation is a failed threshold; the others still count. */
export type AssertFunction = (context: AssertContext) => unknown;

/** The functions of a scenario: what a plan, being plain data, cannot hold. */
export interface UserCode {
  /** Of the strategies of kind `custom`, by their names. */
  readonly custom: ReadonlyMap<string, CustomFunction>;
  readonly task?: TaskFunction;
  readonly check?: AnswerCheck;
  readonly assert?: AssertFunction;
}

/** Whether any of them looks at answers, so that their texts must be kept. */
export function readsAnswers({ custom, task, check }: UserCode): boolean {
  return custom.size > 0 || task !== undefined || check !== undefined;
}

/** A call that failed, with what became of its last attempt. */
export class CallError extends Error {
  override readonly name = 'CallError';
  readonly outcome: Failure;

  constructor(item: Item, outcome: Failure) {
    super(`item ${item.index}: ${outcome.kind}: ${outcome.message}`);
    this.outcome = outcome;
  }
}
