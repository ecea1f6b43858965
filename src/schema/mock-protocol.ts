import { z } from 'zod';
import { count, ms, text } from './units.ts';

/** A variant as a plan holds it. */
export const variantShape = {
  kind: text('Name of the variant'),
  options: z
    .record(z.string(), z.json())
    .describe('Options with the defaults filled in; durations are in milliseconds'),
};

export const variant = z.strictObject(variantShape).meta({ id: 'variant' });

const share = (what: string) => z.number().min(0).max(1).describe(`${what}, 0 to 1`);

export const wire = z.strictObject({
  keys: z.array(z.string()).exactOptional().describe('API keys that were accepted'),
  models: z.array(z.string()).exactOptional().describe('Models that were known'),
  workspaces: z
    .record(z.string(), z.array(z.string()))
    .exactOptional()
    .describe('API keys by the workspace that they belonged to'),
  pings: ms('Time between two ping events of a stream').exactOptional(),
  maxBuffered: count('Bytes of a stream that might wait for a slow client').exactOptional(),
  padding: z.boolean().describe('Whether events of Anthropic streams had blanks at their end'),
  obfuscation: z.boolean().describe('Whether chunks of OpenAI streams held a random string'),
  text: z.enum(['plain', 'multibyte']).describe('What replies were made of'),
});

const condition = z.strictObject({
  rate: share('Share of the requests').exactOptional(),
  nth: count('Only this request, from 1').exactOptional(),
  every: count('Each n-th request').exactOptional(),
  window: z
    .tuple([ms('Start'), ms('End')])
    .readonly()
    .exactOptional()
    .describe('Counted from the reset of the server'),
  items: z.array(z.int()).exactOptional().describe('Only these items'),
  model: text('Only this model').exactOptional(),
  armed: count('How many requests it hit before it was spent').exactOptional(),
});

export const fault = z.strictObject({
  ...variantShape,
  id: text('Its name in the truth'),
  when: condition.describe('All of these must hold'),
});

export const batches = z.strictObject({
  delay: ms('From the creation of a batch until its first request was worked on'),
  processing: z.union([
    z.strictObject({
      kind: z.literal('throughput'),
      perSecond: z.number().positive().describe('Requests done per second'),
    }),
    z.strictObject({
      kind: z.literal('workers'),
      workers: count('Requests worked on at the same time'),
      latency: variant,
    }),
  ]),
  timeScale: z.number().positive().describe('What all durations were divided by'),
  cancelLatency: ms('How long a cancelled batch was canceling'),
  liveCounts: z.boolean().describe('Whether counts grew while a batch was processed'),
  errored: share('Share of the requests that ended as errored'),
  expired: share('Share of the requests that ended as expired'),
  rpm: z.number().positive().exactOptional().describe('Calls of the batch endpoints per minute'),
  queue: count('Requests that might wait for their end').exactOptional(),
});
