import { PassThrough } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { reportError } from '../../src/cli/report-error.ts';
import { planScenario } from '../../src/scenario/plan-scenario.ts';
import { protocol } from '../helpers/mock-plan.ts';
import { mistakesOf, planOf } from './scenarios.ts';

const file = 'scenarios/concurrency.ts';

async function reportOf(scenario: unknown): Promise<string> {
  const error: unknown = await planScenario(scenario, { file }).catch((reason: unknown) => reason);
  const stderr = new PassThrough({ encoding: 'utf8' });
  reportError(error, { stderr } as unknown as Parameters<typeof reportError>[1], false);
  return String(stderr.read());
}

describe('planScenario', () => {
  it('reports all mistakes at once, in the order of the file, each with the remedy', async () => {
    const report = await reportOf({
      target: { kind: 'mock' },
      workload: ['Say hello.'],
      strategies: { fast: { kind: 'semaphore', size: 0 } },
      retry: { retryAfter: 'exactly' },
      timeouts: { total: '60' },
    });

    expect(report).toBe(`\
error scenarios/concurrency.ts has 3 mistakes; nothing was sent.
  strategies.fast.size: expected a whole number of at least 1, got 0.
    hint a semaphore of 0 never starts a job; for no limit use gather().
  retry.retryAfter: unknown value "exactly"; did you mean "exact"?
    hint known: ignore, exact, floor+jitter, floor+1s, floor+20%, scaled, up-to-60s, up-to-cap, within-5s.
  timeouts.total: expected a duration, got "60".
    hint write a unit ("60s") or milliseconds as a number (60000).
`);
  });

  it("refuses virtual time for a scenario with clock: 'real', and no other clock", async () => {
    const scenario = {
      clock: 'real',
      target: { kind: 'mock' },
      workload: ['Say hello.'],
      strategies: { one: { kind: 'sequential' } },
    };
    const onClock = (clock: 'real' | 'virtual') =>
      planScenario(scenario, { file, overrides: { clock } });
    expect((await onClock('real')).plan.clock).toBe('real');
    await expect(onClock('virtual')).rejects.toMatchObject({
      code: 'CLOCK_NEEDS_REAL',
      hint: 'run it with --clock real.',
    });
    expect(await mistakesOf({ clock: 'virtual' })).toEqual([
      'clock: expected \'real\', got "virtual".',
      '  leave it out, and choose the clock of a run with --clock.',
    ]);
  });

  it('fills in every default, with durations in milliseconds', async () => {
    const { plan } = await planOf({});

    expect(plan).toStrictEqual({
      scenario: 'x',
      seed: 1,
      seeds: [1],
      clock: 'real',
      target: {
        kind: 'mock',
        api: 'anthropic',
        model: 'mock',
        stream: false,
        client: 'http',
        freshClient: false,
        mock: {
          seed: 1,
          load: { kind: 'none', options: {} },
          limits: [],
          rejectLatency: 0,
          outputTokens: 50,
          ...protocol,
        },
      },
      workload: { kind: 'list', count: 1, maxTokens: 256 },
      price: {
        date: '2026-10-24',
        inputUsd: 1,
        outputUsd: 5,
        cacheWriteUsd: 1.25,
        cacheReadUsd: 0.1,
        batchFactor: 0.5,
      },
      retry: {
        maxRetries: 10,
        base: 1_000,
        factor: 2,
        cap: 30_000,
        jitter: 'full',
        retryAfter: 'floor+jitter',
        maxRetryAfter: 600_000,
      },
      timeouts: { connect: 10_000, total: 600_000 },
      strategies: [{ name: 'one', kind: 'sequential', options: {} }],
    });
  });

  it('makes a plan that survives JSON', async () => {
    const { plan } = await planOf({ question: undefined, timeouts: { idle: undefined } });

    expect(JSON.parse(JSON.stringify(plan))).toStrictEqual(plan);
  });

  it('keeps the order of the strategies and fills in their options', async () => {
    const { plan } = await planOf({
      strategies: { rest: { kind: 'waves', pause: '2s' }, all: { kind: 'gather' } },
    });

    expect(plan.strategies).toStrictEqual([
      { name: 'rest', kind: 'waves', options: { size: 5, pause: 2_000 } },
      { name: 'all', kind: 'gather', options: {} },
    ]);
  });

  it('gives the seed of the scenario to the plan and the mock', async () => {
    const { plan } = await planOf({ seed: 7 });

    expect([plan.seed, plan.target.mock?.seed]).toEqual([7, 7]);
  });

  it('lets the command line overrule seed and clock', async () => {
    const scenario = {
      seed: 7,
      target: { kind: 'mock' },
      workload: ['Hi.'],
      strategies: { one: { kind: 'gather' } },
    };
    const { plan } = await planScenario(scenario, {
      file,
      overrides: { seed: 9, clock: 'virtual' },
    });

    expect([plan.seed, plan.target.mock?.seed, plan.clock]).toEqual([9, 9, 'virtual']);
  });

  it.each([
    ['scenarios/rate-limits.ts', 'rate-limits'],
    ['MyScenario.mts', 'my-scenario'],
    ['a/b/100 calls!.js', '100-calls'],
    ['...ts', 'scenario'],
  ])('names the scenario in %s %s', async (path, name) => {
    const { plan } = await planScenario(
      { target: { kind: 'mock' }, workload: ['Hi.'], strategies: { one: { kind: 'gather' } } },
      { file: path },
    );

    expect(plan.scenario).toBe(name);
  });

  it('names what is missing from an empty scenario', async () => {
    expect(await reportOf({})).toContain('has 3 mistakes; nothing was sent.');
    expect(await mistakesOf({ target: undefined })).toEqual([
      'target: missing; expected a target.',
      '  for example mock({ limits: { rpm: 50 } }).',
    ]);
  });

  it.each([[7], [[]], [null], ['x']])('refuses %j as a scenario', async (scenario) => {
    expect(await reportOf(scenario)).toMatch(
      /has 1 mistake;.*\n {2}scenario: expected a scenario, got /,
    );
  });

  it.each([
    [
      'an unknown strategy',
      { strategies: { a: { kind: 'semafore' } } },
      [
        'strategies.a.kind: unknown value "semafore"; did you mean "semaphore"?',
        expect.stringMatching(/^ {2}known: .*\bsemaphore\b.*\.$/),
      ],
    ],
    [
      'an unknown option of a strategy',
      { strategies: { a: { kind: 'semaphore', sise: 5 } } },
      ['strategies.a.sise: unknown option; did you mean "size"?', '  known: size, scope, engine.'],
    ],
    [
      'an option of a strategy that takes none',
      { strategies: { a: { kind: 'sequential', size: 5 } } },
      ['strategies.a.size: unknown option.', '  it takes no options.'],
    ],
    [
      'a missing option',
      { strategies: { a: { kind: 'pacing' } } },
      [
        'strategies.a.rpm: missing; expected a number of at least 0.001.',
        '  name your rate limit: pacing({ rpm: 50 }).',
      ],
    ],
    [
      'a builder that was not called',
      { strategies: { a: () => ({ kind: 'gather' }) } },
      [
        'strategies.a: expected a strategy, got a function.',
        '  call the builder, for example semaphore({ size: 5 }).',
      ],
    ],
    [
      'a strategy without a kind',
      { strategies: { a: { size: 5 } } },
      [expect.stringMatching(/^strategies\.a\.kind: missing; expected one of .*semaphore/)],
    ],
    [
      'no strategy at all',
      { strategies: {} },
      [
        'strategies: missing; expected at least one strategy under a name.',
        '  write strategies: { five: semaphore({ size: 5 }) }.',
      ],
    ],
    [
      'a name that objects would reorder',
      { strategies: { 5: { kind: 'gather' } } },
      [
        'strategies.5: expected a name that starts with a letter, got "5".',
        '  use letters, digits, dots, dashes and underscores.',
      ],
    ],
    [
      'an unknown field',
      { worload: [] },
      [
        'worload: unknown option; did you mean "workload"?',
        '  known: name, question, clock, seed, target, workload, load, warmUp, maxDuration, drainTimeout, overflow, retry, timeouts, slo, prices, maxCost, task, expect, strategies, thresholds, assert.',
      ],
    ],
    [
      'a name that is not in kebab-case',
      { name: 'Rate Limits' },
      [
        'name: expected a name in kebab-case, got "Rate Limits".',
        '  use lower-case letters, digits and dashes: rate-limits.',
      ],
    ],
    [
      'a blank question',
      { question: ' ' },
      ['question: expected the question, as one sentence, got " ".'],
    ],
    ['a negative seed', { seed: -1 }, ['seed: expected a whole number of at least 0, got -1.']],
    ['a seed of half', { seed: 0.5 }, ['seed: expected a whole number of at least 0, got 0.5.']],
    [
      'a duration below 0',
      { timeouts: { idle: -5 } },
      [
        'timeouts.idle: expected a duration, got -5.',
        '  write a unit ("2s") or milliseconds as a number (2000).',
      ],
    ],
    ['a policy of text', { retry: 'never' }, ['retry: expected retry({ … }), got "never".']],
    [
      'a flag of text',
      { strategies: { a: { kind: 'task-group', failFast: 'yes' } } },
      ['strategies.a.failFast: expected true or false, got "yes".'],
    ],
  ])('refuses %s', async (_, fields, mistakes) => {
    expect(await mistakesOf(fields)).toEqual(mistakes);
  });
});
