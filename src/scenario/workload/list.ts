import { z } from 'zod';
import type { Item } from '../../core/item.ts';
import { fields } from '../check/fields.ts';
import { leaf, text } from '../check/leaf.ts';
import type { ItemOptions, SourceDefinition } from './source.ts';
import { itemShape, systemOf } from './source.ts';

/** A prompt, or a prompt with settings of its own. */
export type ListItem =
  | string
  | (ItemOptions & {
      readonly prompt: string;
      /** Whom or what it is for, where items are kept apart: a customer, a model. */
      readonly tag?: string;
    });

/** The items themselves, written in the scenario. */
export type ListWorkload = readonly ListItem[] & { readonly kind?: never };

const prompt = text('a prompt of at least one character', 'write "…" or { prompt: "…" }.');

const tag = text('a tag of at least one character').exactOptional();

const item = leaf(
  (value) => (typeof value === 'string' ? { prompt: value } : value),
  () => ({ message: 'missing; expected a prompt.' }),
).pipe(fields({ prompt, tag, ...itemShape }, 'a prompt or { prompt: "…" }'));

export const listSource: SourceDefinition = {
  kind: 'list',
  summary: 'A list of prompts in the scenario itself.',
  schema: () =>
    z
      .array(item)
      .min(1, 'expected at least one prompt, got an empty list; write ["…"].')
      .transform((rows) => ({
        plan: {
          kind: 'list' as const,
          count: rows.length,
          maxTokens: Math.max(...rows.map(({ maxTokens }) => maxTokens)),
        },
        items: (): Iterable<Item> =>
          rows.map(({ prompt, maxTokens, tag, ...rest }, index) => ({
            index,
            prompt,
            maxTokens,
            ...systemOf(rest),
            ...(tag !== undefined && { tag }),
          })),
      })),
};
