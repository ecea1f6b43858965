import type { OptionSpecs } from '../../core/option.ts';

/** One thing that a scenario or a flag can name. */
export interface Entry {
  /** As it is written: `semaphore`, `retry.aws()`. */
  readonly name: string;
  /** The field's term for it, where it has one. */
  readonly term?: string;
  /** One sentence. */
  readonly summary: string;
  readonly options: readonly EntryOption[];
}

/** An option of an entry, as plain data. */
export interface EntryOption {
  /** With the option that it is a part of, if it is: `parts.weight`. */
  readonly name: string;
  readonly type: string;
  /** Nothing happens without it. */
  readonly required: boolean;
  /** What holds when it is left out; absent where absence is a value of its own. */
  readonly default?: unknown;
  /** The words of a choice. */
  readonly of?: readonly string[];
  readonly min?: number;
  readonly max?: number;
  readonly summary: string;
}

/** What a registry holds of a variant. */
interface Described {
  readonly kind: string;
  readonly term?: string;
  readonly summary: string;
  readonly options: OptionSpecs;
}

export function entryOf({ kind, term, summary, options }: Described): Entry {
  return {
    name: kind,
    ...(term !== undefined && { term }),
    summary,
    options: entryOptions(options),
  };
}

export function entryOptions(specs: OptionSpecs, prefix = ''): readonly EntryOption[] {
  return Object.entries(specs).flatMap(([key, spec]) => {
    const name = prefix + key;
    const { type, summary, default: value, optional } = spec;
    const option: EntryOption = {
      name,
      type,
      required: value === undefined && optional !== true,
      ...(value !== undefined && { default: value }),
      ...(spec.type === 'choice' && { of: spec.of }),
      ...('min' in spec && { min: spec.min }),
      ...('max' in spec && { max: spec.max }),
      summary,
    };
    return spec.type === 'list' ? [option, ...entryOptions(spec.of, `${name}.`)] : [option];
  });
}
