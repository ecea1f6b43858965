import { describe, expect, it } from 'vitest';
import { mistakesOf, planOf } from '../scenarios.ts';
import { temporaryFolder } from '../temporary-folder.ts';

const target = { kind: 'mock', model: 'mine' };
const mine = { date: '2026-11-01', models: { mine: { input: 3, output: 12 } } };
const priceOf = async (fields: object, folder?: string) =>
  (await planOf(fields, folder)).plan.price;

describe('prices', () => {
  it('of a list in the scenario hold for its models, without discounts that it does not name', async () => {
    expect(await priceOf({ target, prices: mine })).toEqual({
      date: '2026-11-01',
      inputUsd: 3,
      outputUsd: 12,
      cacheWriteUsd: 3,
      cacheReadUsd: 3,
      batchFactor: 1,
    });
  });

  it('win over those that come along, which stay for the other models', async () => {
    const prices = { ...mine, models: { ...mine.models, mock: { input: 9, output: 9 } } };
    expect(await priceOf({ prices })).toMatchObject({ date: '2026-11-01', inputUsd: 9 });
    expect(await priceOf({ prices: mine })).toMatchObject({ date: '2026-10-24', inputUsd: 1 });
  });

  it('of a model that was looked up on another day have that day', async () => {
    const later = { ...mine, models: { mine: { ...mine.models.mine, date: '2026-11-20' } } };
    expect(await priceOf({ target, prices: later })).toMatchObject({ date: '2026-11-20' });
  });

  it('are absent where no list has the model', async () => {
    expect(await priceOf({ target })).toBeUndefined();
  });

  it("are read from a JSON file, relative to the scenario's folder", async () => {
    using folder = temporaryFolder({ 'prices.json': JSON.stringify(mine) });
    expect(await priceOf({ target, prices: 'prices.json' }, folder.path)).toMatchObject({
      outputUsd: 12,
    });
  });

  it('are refused when the file is missing, no JSON, or no price list', async () => {
    using folder = temporaryFolder({ 'broken.json': '{', 'other.json': '{"date":"2026-11-01"}' });
    expect(await mistakesOf({ prices: 'none.json' }, folder.path)).toEqual([
      `prices: there is no file ${folder.path}/none.json.`,
      "  paths are relative to the scenario's folder.",
    ]);
    expect(await mistakesOf({ prices: 'broken.json' }, folder.path)).toEqual([
      `prices: expected a JSON file with a price list, got "${folder.path}/broken.json".`,
    ]);
    expect(await mistakesOf({ prices: 'other.json' }, folder.path)).toEqual([
      "prices.models: missing; expected prices under models' ids.",
      "  write models: { 'my-model': { input: 1, output: 5 } }.",
    ]);
  });

  it.each([
    [
      { date: '24.10.2026', models: mine.models },
      [
        'prices.date: expected the day of the prices, got "24.10.2026".',
        "  write date: '2026-10-24'.",
      ],
    ],
    [
      { date: '2026-10-24', models: { mine: { input: -1, output: 5 } } },
      [
        'prices.models.mine.input: expected a number of at least 0, got -1.',
        '  US dollars for a million tokens.',
      ],
    ],
    [
      { date: '2026-10-24', models: { mine: { input: 1, output: 5, batch: 50 } } },
      [
        'prices.models.mine.batch: expected a number from 0 to 1, got 50.',
        '  0.5 is half the price.',
      ],
    ],
  ])('refuses %j', async (prices, mistakes) => {
    expect(await mistakesOf({ prices })).toEqual(mistakes);
  });
});
