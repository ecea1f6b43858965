import type { Item } from '../../core/item.ts';
import type { OptionSpecs } from '../../core/option.ts';
import { fields } from '../check/fields.ts';
import { expected, leaf } from '../check/leaf.ts';
import { optionShape } from '../check/options.ts';
import type { ItemOptions, SourceDefinition } from './source.ts';
import { callForPrompt, callForTag, itemShape, systemOf } from './source.ts';

/** As many items as one likes, each with a prompt made from its index. */
export interface CountWorkload extends ItemOptions {
  /** Absent in a scenario; it tells this workload's `prompt` from the others' in the types. */
  readonly kind?: 'count' | undefined;
  readonly count: number;
  /** The prompt of one item, from its index (from 0). Equal indices must give equal prompts. */
  readonly prompt: (index: number) => string;
  /** Whom or what an item is for, where they are kept apart: a customer, a model. */
  readonly tag?: (index: number) => string;
}

export const countSource: SourceDefinition = {
  kind: 'count',
  summary: '`count` items, each with the prompt that `prompt(i)` makes for its index.',
  schema: () =>
    fields(shape, 'a workload, for example { count: 100, prompt: (i) => … }').transform(
      ({ count, prompt, tag, maxTokens, ...rest }) => ({
        plan: { kind: 'count', count, maxTokens },
        *items(): Iterable<Item> {
          for (let index = 0; index < count; index++) {
            const place = `item ${index}`;
            const text = callForPrompt(() => prompt(index), place);
            const tagged = tag && callForTag(() => tag(index), place);
            yield { index, prompt: text, maxTokens, ...systemOf(rest), ...tagged };
          }
        },
      }),
    ),
};

const ofIndex = (example: string) =>
  leaf(
    (value) => (typeof value === 'function' ? (value as (index: number) => unknown) : undefined),
    expected("a function of the item's index", `write ${example}.`),
  );

const shape = {
  prompt: ofIndex("prompt: (i) => 'Classify review ' + i"),
  tag: ofIndex("tag: (i) => 'customer ' + (i % 3)").exactOptional(),
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
