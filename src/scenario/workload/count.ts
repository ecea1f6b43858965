import type { Item } from '../../core/item.ts';
import type { OptionSpecs } from '../../core/option.ts';
import { fields } from '../check/fields.ts';
import { expected, leaf } from '../check/leaf.ts';
import { optionShape } from '../check/options.ts';
import type { ItemOptions, SourceDefinition } from './source.ts';
import { callForPrompt, itemShape, systemOf } from './source.ts';

/** As many items as one likes, each with a prompt made from its index. */
export interface CountWorkload extends ItemOptions {
  /** Absent in a scenario; it tells this workload's `prompt` from the others' in the types. */
  readonly kind?: 'count' | undefined;
  readonly count: number;
  /** The prompt of one item, from its index (from 0). Equal indices must give equal prompts. */
  readonly prompt: (index: number) => string;
}

export const countSource: SourceDefinition = {
  kind: 'count',
  summary: '`count` items, each with the prompt that `prompt(i)` makes for its index.',
  schema: () =>
    fields(shape, 'a workload, for example { count: 100, prompt: (i) => … }').transform(
      ({ count, prompt, maxTokens, ...rest }) => ({
        plan: { kind: 'count', count, maxTokens },
        *items(): Iterable<Item> {
          for (let index = 0; index < count; index++) {
            const text = callForPrompt(() => prompt(index), `item ${index}`);
            yield { index, prompt: text, maxTokens, ...systemOf(rest) };
          }
        },
      }),
    ),
};

const shape = {
  prompt: leaf(
    (value) => (typeof value === 'function' ? (value as (index: number) => unknown) : undefined),
    expected("a function of the item's index", "write prompt: (i) => 'Classify review ' + i."),
  ),
  ...itemShape,
  ...optionShape({
    count: {
      type: 'count',
      min: 1,
      summary: 'number of items',
      hint: 'name how many items to send: count: 100.',
    },
  } as const satisfies OptionSpecs),
};
