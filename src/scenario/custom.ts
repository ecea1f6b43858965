import type { CustomFunction } from '../core/user-code.ts';
import { fields } from './check/fields.ts';
import { expected, leaf } from './check/leaf.ts';

/** A strategy that is the user's own code. */
export interface CustomInput {
  readonly kind: 'custom';
  readonly run: CustomFunction;
}

/**
 * The user's own code as a strategy, with whatever client, queue and retries it has:
 *
 *     custom(async ({ items, fetch, baseURL }) => { for await (const item of items) … })
 *
 * Every call and every request through `fetch` is measured. It works on either clock.
 */
export function custom(run: CustomFunction): CustomInput {
  return { kind: 'custom', run };
}

export const customSchema = fields(
  {
    run: leaf(
      (value) => (typeof value === 'function' ? (value as CustomFunction) : undefined),
      expected('a function', 'write custom(async ({ items, call }) => { … }).'),
    ),
  },
  'custom(async ({ items, call }) => { … })',
).transform(({ run }) => ({ kind: 'custom', options: {}, run }));
