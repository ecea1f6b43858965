import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { isPlainObject } from '../check/fields.ts';
import type { Context } from '../check/leaf.ts';
import { expected, refuse } from '../check/leaf.ts';
import { findFile } from '../workload/file.ts';
import { merge } from './mock-presets.ts';

type Options = Readonly<Record<string, unknown>>;

const profileFile = z.looseObject({
  schemaVersion: z.literal(1),
  kind: z.literal('profile'),
  options: z.record(z.string(), z.unknown()),
});

/** Puts the options of the profile that is named under those of the user. */
export function withProfile(directory: string) {
  return z.unknown().transform((value, context) => {
    if (!isPlainObject(value) || value.profile === undefined) return value;
    const { profile, preset, ...options } = value;
    const found = readProfile(profile, directory, context);
    if (found === undefined) return z.NEVER;
    return { ...merge(found, options), ...(preset !== undefined && { preset }) };
  });
}

function readProfile(path: unknown, directory: string, context: Context): Options | undefined {
  if (typeof path !== 'string') {
    refuse(context, expected('the path of a file', HINT)(path), ['profile']);
    return undefined;
  }
  const file = findFile(path, directory, context, ['profile']);
  if (context.issues.length > 0) return undefined;
  const parsed = profileFile.safeParse(parse(file));
  if (parsed.success) return parsed.data.options;
  refuse(context, { message: `${file} is no profile.`, hint: HINT }, ['profile']);
  return undefined;
}

const HINT = 'name a file that bench calibrate wrote.';

function parse(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return undefined;
  }
}
