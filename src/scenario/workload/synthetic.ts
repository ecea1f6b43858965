import type { z } from 'zod';
import type { Item } from '../../core/item.ts';
import type { OptionSpecs } from '../../core/option.ts';
import type { Rng } from '../../core/rng.ts';
import { createRng } from '../../core/rng.ts';
import { fields } from '../check/fields.ts';
import { refuse } from '../check/leaf.ts';
import { optionShape } from '../check/options.ts';
import type { ItemOptions, Source, SourceDefinition } from './source.ts';
import { itemShape, systemOf } from './source.ts';

/** Prompts of a given length, in characters or in estimated tokens. */
export type SyntheticOptions = ItemOptions & { readonly count: number } & (
    | { readonly characters: number; readonly tokens?: never }
    | { readonly tokens: number; readonly characters?: never }
  );

export type SyntheticWorkload = SyntheticOptions & { readonly kind: 'synthetic' };

/**
 * Prompts of random words, all of one length, equal for equal seeds. A token counts as four
 * characters, the common estimate for English text.
 */
export function synthetic(options: SyntheticOptions): SyntheticWorkload {
  return { kind: 'synthetic', ...options };
}

const CHARACTERS_PER_TOKEN = 4;

const shape = {
  ...itemShape,
  ...optionShape({
    count: { type: 'count', min: 1, summary: 'number of items' },
    characters: { type: 'count', min: 1, optional: true, summary: 'length of a prompt' },
    tokens: { type: 'count', min: 1, optional: true, summary: 'estimated tokens of a prompt' },
  } as const satisfies OptionSpecs),
};

export const syntheticSource: SourceDefinition = {
  kind: 'synthetic',
  summary: '`count` prompts of random words with a given number of tokens or characters.',
  schema: ({ seed }) =>
    fields(shape, 'options').transform(
      ({ count, characters, tokens, maxTokens, ...rest }, context): Source => {
        if ((characters === undefined) === (tokens === undefined)) {
          const message = 'expected either tokens or characters.';
          refuse(context, { message, hint: 'name one length: tokens: 500.' });
        }
        const length = characters ?? (tokens ?? 0) * CHARACTERS_PER_TOKEN;
        const rng = createRng(seed);
        return {
          plan: { kind: 'synthetic', count, maxTokens },
          *items(): Iterable<Item> {
            for (let index = 0; index < count; index++) {
              yield { index, prompt: words(rng, index, length), maxTokens, ...systemOf(rest) };
            }
          },
        };
      },
    ) satisfies z.ZodType<Source>,
};

const WORDS = [
  ...['apple', 'bridge', 'candle', 'desert', 'engine', 'forest', 'garden', 'harbor'],
  ...['island', 'jacket', 'kitchen', 'ladder', 'meadow', 'needle', 'ocean', 'pencil'],
];

function words(rng: Rng, item: number, length: number): string {
  const drawn: string[] = [];
  for (let missing = length; missing > 0; ) {
    const word = WORDS[Math.floor(rng.uniform('prompt', item, drawn.length) * WORDS.length)] ?? '';
    drawn.push(word);
    missing -= word.length + 1;
  }
  // A cut inside a word or at a space keeps the length exact; a blank at the end would be trimmed
  // by providers.
  return drawn.join(' ').padEnd(length, '.').slice(0, length).replace(/ $/, '.');
}
