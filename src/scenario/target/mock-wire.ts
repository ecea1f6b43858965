import type { WirePlan } from '../../core/mock-plan.ts';
import type { OptionSpecs } from '../../core/option.ts';
import type { Milliseconds } from '../../core/units.ts';

/** How the mock server speaks. */
export const wireOptions = {
  keys: { type: 'texts', optional: true, summary: 'API keys that are accepted; absent = any' },
  models: { type: 'texts', optional: true, summary: 'models that are known; absent = any' },
  pings: {
    type: 'duration',
    optional: true,
    summary: "time between two pings in Anthropic's streams; absent = one at the start",
  },
  padding: {
    type: 'flag',
    default: false,
    summary: "whether events of Anthropic's streams end in blanks of random number",
  },
  obfuscation: {
    type: 'flag',
    default: false,
    summary: "whether chunks of OpenAI's streams hold a random string",
  },
  maxBuffered: {
    type: 'count',
    min: 0,
    optional: true,
    summary: 'bytes of a stream that may wait for a slow client before it stands still; 1 MiB',
  },
  text: {
    type: 'choice',
    of: ['plain', 'multibyte'],
    default: 'plain',
    summary: 'what replies are made of: letters of one byte, or characters of two to four',
  },
} as const satisfies OptionSpecs;

/** What is checked; an absent option is `undefined`. */
interface Checked {
  readonly keys?: readonly string[] | undefined;
  readonly models?: readonly string[] | undefined;
  readonly workspaces?: WirePlan['workspaces'] | undefined;
  readonly pings?: Milliseconds | undefined;
  readonly maxBuffered?: number | undefined;
  readonly padding: boolean;
  readonly obfuscation: boolean;
  readonly text: WirePlan['text'];
}

/** Takes the wire options out of all options of a mock. */
export function splitWire<T extends Checked>(options: T) {
  const { keys, models, workspaces, pings, maxBuffered, padding, obfuscation, text, ...rest } =
    options;
  const wire: WirePlan = {
    ...(keys === undefined ? {} : { keys }),
    ...(models === undefined ? {} : { models }),
    ...(workspaces === undefined ? {} : { workspaces }),
    ...(pings === undefined ? {} : { pings }),
    ...(maxBuffered === undefined ? {} : { maxBuffered }),
    padding,
    obfuscation,
    text,
  };
  return { wire, rest };
}
