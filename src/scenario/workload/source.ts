import type { z } from 'zod';
import { BenchError } from '../../core/errors.ts';
import type { Item } from '../../core/item.ts';
import type { OptionSpecs } from '../../core/option.ts';
import type { WorkloadPlan } from '../../core/plan.ts';
import { text } from '../check/leaf.ts';
import { optionShape } from '../check/options.ts';
import { showValue } from '../check/show-value.ts';

/** A workload whose options are checked. */
export interface Source {
  readonly plan: WorkloadPlan;
  /** Most items to take. */
  readonly limit?: number;
  /** A fresh pass over the items. */
  items(): Iterable<Item> | AsyncIterable<Item>;
}

/** What a workload depends on besides its options. */
export interface Place {
  /** Folder of the scenario: relative paths start there. */
  readonly directory: string;
  readonly seed: number;
}

/** One kind of workload: everything about it in one value. */
export interface SourceDefinition {
  readonly kind: WorkloadPlan['kind'];
  /** One sentence, for `bench list`. */
  readonly summary: string;
  schema(place: Place): z.ZodType<Source>;
}

/** What every item of a workload has in common. */
export interface ItemOptions {
  /** System prompt of every item. */
  readonly system?: string;
  /** Most output tokens of a reply. @default 256 */
  readonly maxTokens?: number;
}

/** What every workload that is read from a file has in common. */
export interface FileOptions extends ItemOptions {
  /** The file, relative to the scenario's folder. */
  readonly path: string;
  /** Most rows to take, from the first on. @default all */
  readonly limit?: number;
}

export const itemShape = {
  system: text('a system prompt').exactOptional(),
  ...optionShape({
    maxTokens: { type: 'count', min: 1, default: 256, summary: 'most output tokens of a reply' },
  } as const satisfies OptionSpecs),
};

/** The system prompt as a part of an item that may have none. */
export function systemOf({ system }: { system?: string }): { system?: string } {
  return system === undefined ? {} : { system };
}

/**
 * Calls the user's own function for a prompt.
 *
 * @throws {BenchError} WORKLOAD_INVALID with the place, when it throws or returns something else
 */
export function callForPrompt(write: () => unknown, place: string): string {
  return checkPrompt(called('prompt', write, place), place);
}

/**
 * Calls the user's own function for a tag. Nothing, or a blank cell, is no tag.
 *
 * @throws {BenchError} WORKLOAD_INVALID with the place, when it throws or returns something else
 */
export function callForTag(read: () => unknown, place: string): Pick<Item, 'tag'> {
  const tag = called('tag', read, place);
  if (tag === undefined || tag === null || tag === '') return {};
  if (typeof tag === 'string' || typeof tag === 'number') return { tag: `${tag}` };
  throw new BenchError(
    'WORKLOAD_INVALID',
    `${place}: expected a tag that is a text or a number, got ${showValue(tag)}.`,
  );
}

function called(name: string, call: () => unknown, place: string): unknown {
  try {
    return call();
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : showValue(cause);
    throw new BenchError('WORKLOAD_INVALID', `${place}: ${name}() threw: ${reason}`, { cause });
  }
}

/**
 * @throws {BenchError} WORKLOAD_INVALID with the place, when it is no text or blank: every provider
 * refuses that
 */
export function checkPrompt(prompt: unknown, place: string): string {
  if (typeof prompt === 'string' && prompt.trim() !== '') return prompt;
  throw new BenchError(
    'WORKLOAD_INVALID',
    `${place}: expected a prompt of at least one character, got ${showValue(prompt)}.`,
  );
}
