import { describe, expect, it } from 'vitest';
import { goDuration } from '../../../mock-server/limits/headers/openai.ts';
import { parseGoDuration, readAdvertised } from '../../../src/dispatch/limits/advertised.ts';

describe('readAdvertised', () => {
  it("reads Anthropic's headers; a reset in whole seconds is too coarse to be used", () => {
    expect(
      readAdvertised({
        'anthropic-ratelimit-requests-limit': '50',
        'anthropic-ratelimit-requests-remaining': '49',
        'anthropic-ratelimit-requests-reset': '2026-01-01T00:00:01Z',
        'anthropic-ratelimit-output-tokens-limit': '8000',
        'anthropic-ratelimit-output-tokens-remaining': '7000',
        'retry-after': '2',
      }),
    ).toEqual([
      { dimension: 'requests', limit: 50, remaining: 49 },
      { dimension: 'output-tokens', limit: 8_000, remaining: 7_000 },
    ]);
  });

  it("reads OpenAI's headers, with the time until the limit is full", () => {
    expect(
      readAdvertised({
        'x-ratelimit-limit-requests': '10000',
        'x-ratelimit-remaining-requests': '9999',
        'x-ratelimit-reset-requests': '8.64s',
        'x-ratelimit-limit-tokens': '90000',
        'x-ratelimit-remaining-tokens': '0',
        'x-ratelimit-reset-tokens': '60',
      }),
    ).toEqual([
      { dimension: 'requests', limit: 10_000, remaining: 9_999, untilFull: 8_640 },
      { dimension: 'tokens', limit: 90_000, remaining: 0 },
    ]);
  });

  it.each([
    ['no headers', {}],
    ['a limit without what remains', { 'x-ratelimit-limit-requests': '5' }],
    ['a limit of 0', { 'x-ratelimit-limit-requests': '0', 'x-ratelimit-remaining-requests': '0' }],
    ['a word', { 'x-ratelimit-limit-requests': 'many', 'x-ratelimit-remaining-requests': '1' }],
    [
      'a negative number',
      { 'x-ratelimit-limit-requests': '5', 'x-ratelimit-remaining-requests': '-1' },
    ],
  ])('leaves out %s', (_, headers) => {
    expect(readAdvertised(headers as Record<string, string>)).toEqual([]);
  });
});

describe('parseGoDuration', () => {
  it.each([
    ['8.64s', 8_640],
    ['6m0s', 360_000],
    ['1h30m0.5s', 5_400_500],
    ['120ms', 120],
    ['500us', 0.5],
    ['0s', 0],
    ['60', undefined],
    ['', undefined],
    ['1d', undefined],
    ['s', undefined],
    ['-1s', undefined],
    ['2026-01-01T00:00:01Z', undefined],
  ])('reads %s as %s ms', (text, ms) => {
    expect(parseGoDuration(text)).toBe(ms);
  });

  it.each([0, 7, 8_640, 90_500, 3_600_000, 86_399_999])('reads what Go prints for %d ms', (ms) => {
    expect(parseGoDuration(goDuration(ms))).toBeCloseTo(ms, 6);
  });
});
