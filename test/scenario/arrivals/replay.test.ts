import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { replay } from '../../../src/scenario/arrivals/replay.ts';
import { mistakesOf, planOf } from '../scenarios.ts';
import { temporaryFolder } from '../temporary-folder.ts';

const row = (timestamp: unknown) =>
  JSON.stringify({ timestamp, input_length: 6_955, output_length: 52 });

const trace = (...timestamps: unknown[]) =>
  temporaryFolder({ 'trace.jsonl': timestamps.map(row).join('\n') });

const load = (options: object) => ({ kind: 'replay', path: 'trace.jsonl', unit: 'ms', ...options });

async function dueTimes(folder: string, options: object): Promise<(number | undefined)[]> {
  const { workload } = await planOf({ load: load(options) }, folder);
  return [0, 1, 2, 3].map((i) => workload.arrivals?.next(i, 0, 0));
}

describe('replay', () => {
  it('is due when the trace says, counted from its first row', async () => {
    using folder = trace(500, 500, 3_500);
    expect(await dueTimes(folder.path, {})).toEqual([0, 0, 3_000, undefined]);
    expect(await dueTimes(folder.path, { speed: 2 })).toEqual([0, 0, 1_500, undefined]);
  });

  it('reads the unit that it is told, and guesses none', async () => {
    using folder = trace(0, 1, 3);
    expect(await dueTimes(folder.path, { unit: 's' })).toEqual([0, 1_000, 3_000, undefined]);
    expect(await mistakesOf({ load: load({ unit: undefined }) }, folder.path)).toEqual([
      'load.unit: missing; expected one of ms, s.',
    ]);
  });

  it('warns when half of the gaps are longer than an hour: milliseconds read as seconds', async () => {
    using folder = trace(0, 3_000, 10_500, 14_000);
    const path = join(folder.path, 'trace.jsonl');
    expect(replay.create({ path, unit: 'ms', speed: 1 }).caution).toBeUndefined();
    expect(replay.create({ path, unit: 's', speed: 2 }).caution).toBeUndefined();
    using slow = trace(0, 3_000_000, 10_500_000, 14_000_000);
    const { caution } = replay.create({
      path: join(slow.path, 'trace.jsonl'),
      unit: 's',
      speed: 1,
    });
    expect(caution).toEqual({
      code: 'trace-gaps',
      message: "half of the trace's items come more than 972.2 h after the one before",
      hint: 'its timestamps were read as s: check `unit` of replay().',
    });
  });

  it.each([
    ['{"timestamp": 1', 'trace.jsonl:2: expected one JSON object on the line.'],
    [row('1'), 'trace.jsonl:2: expected a number of at least 0 as `timestamp`, got "1".'],
    [row(-1), 'trace.jsonl:2: expected a number of at least 0 as `timestamp`, got -1.'],
    ['null', 'trace.jsonl:2: expected a number of at least 0 as `timestamp`, got nothing.'],
    [row(4), 'trace.jsonl:2: timestamp 4 is before the 5 of the row above.'],
  ])('refuses the row %j before anything is sent', async (bad, message) => {
    using folder = temporaryFolder({ 'trace.jsonl': `${row(5)}\n${bad}` });
    const mistakes = await mistakesOf({ load: load({}) }, folder.path);
    expect(mistakes[0]).toBe(`load: ${message}`);
  });

  it('names a file that is not there, and the one that was meant', async () => {
    using folder = trace(0);
    const mistakes = await mistakesOf({ load: load({ path: 'trace.json' }) }, folder.path);
    expect(mistakes[0]).toMatch(/^load\.path: there is no file .*; did you mean "trace\.jsonl"\?$/);
  });
});
