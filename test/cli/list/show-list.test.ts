import { PassThrough } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { faults } from '../../../mock-server/faults/registry.ts';
import { latencies, shapes } from '../../../mock-server/latency/registry.ts';
import { loads } from '../../../mock-server/load/registry.ts';
import { presets } from '../../../mock-server/presets.ts';
import type { Io } from '../../../src/cli/io.ts';
import type { Entry } from '../../../src/cli/list/entry.ts';
import { showList } from '../../../src/cli/list/show-list.ts';
import type { TopicName } from '../../../src/cli/list/topics.ts';
import { TOPIC_NAMES, TOPICS } from '../../../src/cli/list/topics.ts';
import { providers } from '../../../src/client/providers/registry.ts';
import { METRICS } from '../../../src/core/metric.ts';
import { strategies } from '../../../src/dispatch/strategies/registry.ts';
import { renderers } from '../../../src/render/index.ts';
import { arrivals } from '../../../src/scenario/arrivals/registry.ts';
import { sources } from '../../../src/scenario/workload/index.ts';

async function printed(topic?: TopicName, json = false): Promise<string> {
  const stdout = new PassThrough();
  const code = await showList(topic, { json }, { stdout } as unknown as Io);
  expect(code).toBe(0);
  return String(stdout.read());
}

const registries: readonly (readonly [TopicName, Iterable<string>])[] = [
  ['strategies', [...strategies.keys(), 'custom']],
  ['arrivals', arrivals.keys()],
  ['workloads', Object.keys(sources)],
  ['apis', Object.keys(providers)],
  ['presets', Object.keys(presets)],
  ['latencies', [...latencies.keys(), ...shapes.keys()]],
  ['loads', loads.keys()],
  ['faults', faults.keys()],
  ['metrics', Object.keys(METRICS)],
  ['outputs', renderers.map(({ name }) => name)],
];

describe('the list of', () => {
  it.each(registries)('%s names all that is registered', async (topic, registered) => {
    const names = (await TOPICS[topic].load()).map(({ name }) => name);
    expect(names).toEqual([...registered]);
    const [full, short] = [await printed(topic), await printed()];
    for (const name of names) {
      expect(full).toMatch(new RegExp(`^ {2}${name}\\b`, 'm'));
      expect(short).toMatch(new RegExp(`^ {2}${name} `, 'm'));
    }
  });

  it.each(TOPIC_NAMES)('%s fits into 80 columns when it goes into a pipe', async (topic) => {
    const widths = (await printed(topic)).split('\n').map((line) => line.length);
    expect(Math.max(...widths)).toBeLessThanOrEqual(80);
  });

  it('retries tells the words of each policy, its default, and the presets', async () => {
    const text = await printed('retries');
    expect(text).toMatch(/^ {6}jitter +full +how back-off is spread \(none, full, equal,$/m);
    expect(text).toContain('retry.none()\n    The same as retry({ maxRetries: 0 }).');
  });
});

describe('an option', () => {
  it('shows its default as a scenario would write it', async () => {
    const text = await printed('strategies');
    expect(text).toMatch(/^ {6}window +60s +width of a window$/m);
    expect(text).toMatch(/^ {6}rpm +required +starts per minute$/m);
    expect(text).toMatch(/^ {6}concurrency +- +items at once within a wave/m);
  });

  it('that is a list shows what its entries hold', async () => {
    expect(await printed('latencies')).toMatch(/^ {6}parts\.weight +required /m);
  });
});

it('as JSON holds type, range, words and default of every option', async () => {
  const { strategies: listed } = JSON.parse(await printed('strategies', true)) as {
    strategies: Entry[];
  };
  const semaphore = listed.find(({ name }) => name === 'semaphore');
  expect(semaphore?.term).toBe('bulkhead, counting semaphore');
  expect(semaphore?.options.slice(0, 2)).toEqual([
    { name: 'size', type: 'count', required: false, default: 10, min: 1, summary: 'slots' },
    {
      name: 'scope',
      type: 'choice',
      required: false,
      default: 'item',
      of: ['item', 'attempt'],
      summary: expect.any(String),
    },
  ]);
});

it('as JSON without a topic holds all of them', async () => {
  expect(Object.keys(JSON.parse(await printed(undefined, true)))).toEqual(TOPIC_NAMES);
});
