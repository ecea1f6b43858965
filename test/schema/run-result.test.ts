import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, expectTypeOf, it } from 'vitest';
import { z } from 'zod';
import type { RunResult } from '../../src/core/run-result.ts';
import { parseRunResult, runResultSchema } from '../../src/schema/run-result.ts';
import { aRun, aStrategy } from '../helpers/a-run.ts';

const published = z.toJSONSchema(runResultSchema);

/**
 * The type with everything in it readonly, and intersections merged. Records of options hold any
 * JSON: not compared.
 */
type Frozen<T> = T extends object
  ? string extends keyof T
    ? 'record'
    : { readonly [K in keyof T]: Frozen<T[K]> }
  : T;

/** What a reader finds in the file. */
function written(overrides: object = {}): Record<string, unknown> {
  return JSON.parse(JSON.stringify({ ...aRun(), ...overrides }));
}

describe('the published schema', () => {
  // `vitest run test/schema --update` writes the file anew.
  it('is the one that follows from the code', async () => {
    const text = `${JSON.stringify(published, null, 2)}\n`;

    await expect(text).toMatchFileSnapshot('../../src/schema/run-result.schema.json');
  });

  it('describes the very type that a run returns', () => {
    expectTypeOf<Frozen<z.output<typeof runResultSchema>>>().toEqualTypeOf<Frozen<RunResult>>();
  });

  it('names the unit of every key that has one', () => {
    const schemas = JSON.stringify(published);
    const durations = [...schemas.matchAll(/"(\w+_ms)":\{[^{}]*\}/g)];

    expect(durations.length).toBeGreaterThan(10);
    expect(durations.filter(([schema]) => !schema.includes('in milliseconds'))).toEqual([]);
  });

  const validate = new Ajv2020({ allowUnionTypes: true }).compile(published);

  it('accepts a result', () => {
    validate(written());

    expect(validate.errors).toBeNull();
  });

  it.each([
    ['another version', { schemaVersion: 2 }],
    ['a missing field', { verdict: undefined }],
    ['an unknown field', { strategy: [] }],
    ['an unknown status', { verdict: { status: 'fine', exitCode: 0, reasons: [] } }],
    ['a negative duration', { strategies: [aStrategy({ makespans: [-1] })] }],
  ])('refuses %s', (_, change) => {
    expect(validate(written(change))).toBe(false);
  });
});

describe('parseRunResult', () => {
  it('returns an equal result', () => {
    expect(parseRunResult(written(), 'r.json')).toStrictEqual(written());
  });

  it.each([
    [
      'another version',
      written({ schemaVersion: 2 }),
      'r.json has schemaVersion 2; this llm-bench reads 1.',
    ],
    ['other JSON', { results: [] }, 'r.json is no result of llm-bench: schemaVersion: '],
    ['text', 'x', 'r.json is no result of llm-bench: the file: '],
    [
      'a broken part',
      written({ verdict: { status: 'pass', exitCode: '0', reasons: [] } }),
      'r.json is no result of llm-bench: verdict.exitCode: ',
    ],
  ])('refuses %s', (_, json, message) => {
    expect(() => parseRunResult(json, 'r.json')).toThrow(
      expect.objectContaining({
        code: 'RESULT_INVALID',
        message: expect.stringContaining(message),
        hint: expect.any(String),
      }),
    );
  });
});
