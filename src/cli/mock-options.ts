import { readFile } from 'node:fs/promises';
import type { Preset } from '../../mock-server/presets.ts';
import { presets } from '../../mock-server/presets.ts';
import { BenchError } from '../core/errors.ts';
import { merge } from '../scenario/target/mock-presets.ts';
import type { ModelFlags } from './mock-flags.ts';
import { mockOptionsOf } from './mock-flags.ts';

type Options = Readonly<Record<string, unknown>>;

const PRESETS: Readonly<Record<string, Preset | undefined>> = presets;

/** Takes as long as an LLM does, when nobody says how long. */
const DEFAULT: Options = { latency: { kind: 'lognormal', mean: 2_000, cv: 0.35 } };

/**
 * The options of a mock that runs by itself: presets, then the file, then flags.
 *
 * @throws {BenchError} USAGE when the file cannot be read or is no JSON object
 */
export async function readMockOptions(flags: ModelFlags & { config?: string }): Promise<Options> {
  const file = flags.config === undefined ? {} : await readConfig(flags.config);
  return timed(merge(file, mockOptionsOf(flags)));
}

/** Options with a time of service, whether they name one or not. */
export function timed(options: Options): Options {
  return isTimed(options) ? options : merge(DEFAULT, options);
}

/** Whether something says how long service takes. */
function isTimed({ preset = [], profile, ...options }: Options): boolean {
  if (profile !== undefined) return true;
  const named = [preset].flat().map((name) => PRESETS[String(name)]?.options ?? {});
  return [...named, options].some((part) => 'latency' in part || 'load' in part);
}

async function readConfig(file: string): Promise<Options> {
  const hint = 'it holds the options of mock({ … }) as a JSON object: { "limits": { "rpm": 50 } }.';
  try {
    const options: unknown = JSON.parse(await readFile(file, 'utf8'));
    if (typeof options === 'object' && options !== null && !Array.isArray(options)) {
      return options as Options;
    }
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new BenchError('USAGE', `${file} cannot be read as configuration: ${why}.`, {
      hint,
      cause,
    });
  }
  throw new BenchError('USAGE', `${file} is no configuration of a mock server.`, { hint });
}
