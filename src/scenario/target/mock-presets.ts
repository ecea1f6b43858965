import { z } from 'zod';
import type { Preset, PresetName } from '../../../mock-server/presets.ts';
import { presets } from '../../../mock-server/presets.ts';
import { isPlainObject } from '../check/fields.ts';
import { refuse } from '../check/leaf.ts';
import { unknownWord } from '../check/leaf-options.ts';

type Options = Readonly<Record<string, unknown>>;

const NAMES = Object.keys(presets);

/** Groups of options in which a later one replaces single values, and not the whole. */
const GROUPS: ReadonlySet<string> = new Set(['limits', 'queue', 'batches', 'faults']);

/** Puts the options of the named presets under those of the user. */
export const withPresets = z.unknown().transform((value, context) => {
  if (!isPlainObject(value) || value.preset === undefined) return value;
  const { preset, ...options } = value;
  const named: unknown[] = Array.isArray(preset) ? preset : [preset];
  const unknown = named.find((name) => !isPreset(name));
  if (unknown === undefined)
    return [...named.filter(isPreset).map(optionsOf), options].reduce(merge);
  refuse(context, unknownWord(unknown, NAMES), ['preset']);
  return z.NEVER;
});

/** Later options win; within a group they win one by one. */
export function merge(under: Options, over: Options): Options {
  const merged: Record<string, unknown> = { ...under };
  for (const [name, value] of Object.entries(over)) {
    const before = merged[name];
    const isGroup = GROUPS.has(name) && isPlainObject(before) && isPlainObject(value);
    merged[name] = isGroup ? { ...before, ...value } : value;
  }
  return merged;
}

function isPreset(name: unknown): name is PresetName {
  return typeof name === 'string' && Object.hasOwn(presets, name);
}

function optionsOf(name: PresetName): Options {
  const preset: Preset = presets[name];
  return preset.options;
}
