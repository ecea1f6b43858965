import { describe, expect, it } from 'vitest';
import { judge } from '../../src/analyze/judge.ts';
import type { Scenario, StrategyInput } from '../../src/index.ts';
import {
  aimd,
  batches,
  breaker,
  constant,
  custom,
  defineScenario,
  gather,
  hedged,
  lognormal,
  mock,
  pacing,
  retry,
  sequential,
  synthetic,
  taskGroup,
  waves,
  workers,
} from '../../src/index.ts';
import { runVirtually } from '../helpers/figures/run-virtually.ts';

const target = { latency: constant({ ms: '1s' }), outputTokens: 50 };

/**
 * 100 questions of 20 characters, each 5 tokens in and 50 out at 1 and 5 dollars a million: 0.000255 dollars. At worst each
 * of 20 + 32 bytes is a token that is written to a cache, and the answer has 100 tokens: 0.000565 dollars.
 */
function aScenario(
  maxCost: number,
  strategies: Scenario['strategies'],
  more: Partial<Scenario> = {},
): Scenario {
  return defineScenario({
    target: mock(target),
    workload: { count: 100, prompt: () => 'x'.repeat(20), maxTokens: 100 },
    retry: retry.none(),
    strategies,
    maxCost,
    ...more,
  });
}

describe('a run with maxCost', () => {
  it('starts no request whose worst would pass it, and keeps what was measured', async () => {
    const run = await runVirtually(aScenario(0.01, { one: sequential(), two: sequential() }));
    const [one, ...others] = run.strategies;
    // 37 × 0.000255 + 0.000565 = 0.01; one more would not fit.
    expect(one?.metrics.counts).toMatchObject({ completed: 38, incomplete: 62, scheduled: 100 });
    expect(one?.metrics.cost?.usd).toBeCloseTo(38 * 0.000_255, 12);
    expect(one?.complete).toBe(false);
    expect(others).toEqual([]);
  });

  it('lets what is in flight end, which is paid for', async () => {
    const run = await runVirtually(aScenario(0.01, { ten: workers({ size: 10 }) }));
    const { counts, cost, attempts } = run.strategies[0]?.metrics ?? {};
    expect(attempts?.cancelled).toBe(0);
    expect(counts?.completed).toBe(attempts?.total);
    expect(cost?.usd).toBeGreaterThan(0.004);
    expect(cost?.usd).toBeLessThanOrEqual(0.01);
  });

  it('is partial, with the amounts and the remedy as its reason', async () => {
    const run = await runVirtually(aScenario(0.01, { one: sequential() }));
    expect(judge(run)).toEqual({
      status: 'partial',
      reasons: [
        {
          code: 'max-cost',
          message:
            'maxCost of $0.01 was reached: $0.00969 are spent or may be billed, and the next request could have cost up to $0.000565 beside those in flight',
          hint: 'raise maxCost (--max-cost), or ask for less: fewer items, a smaller maxTokens, fewer in flight.',
        },
      ],
    });
  });

  it('that is enough changes nothing', async () => {
    const strategies = { one: workers({ size: 5 }) };
    const [free, capped] = await Promise.all([
      runVirtually(aScenario(1_000, strategies)),
      runVirtually(aScenario(1, strategies)),
    ]);
    expect(capped.clock.fingerprint).toBe(free.clock.fingerprint);
    expect(judge(capped).status).toBe('pass');
  });

  it('spends nothing on refusals', async () => {
    const limited = mock({ ...target, limits: { rpm: 1, burst: 1 } });
    const run = await runVirtually(aScenario(0.001, { one: sequential() }, { target: limited }));
    expect(run.strategies[0]?.metrics.attempts).toMatchObject({ ok: 1, 'rate-limited': 99 });
    expect(run.complete).toBe(true);
  });

  it('counts an attempt that timed out with its worst', async () => {
    const late: Partial<Scenario> = { timeouts: { total: '500ms' } };
    const run = await runVirtually(aScenario(0.01, { one: sequential() }, late));
    // 17 × 0.000565 = 0.0096.
    expect(run.strategies[0]?.metrics.attempts.timeout).toBe(17);
  });

  it('counts items that warm up, too', async () => {
    const run = await runVirtually(aScenario(0.01, { one: sequential() }, { warmUp: 10 }));
    expect(run.strategies[0]?.metrics.counts.completed).toBe(28);
  });

  it.each<[string, StrategyInput]>([
    ['gather', gather()],
    ['waves', waves({ size: 7 })],
    ['pacing', pacing({ rpm: 600 })],
    ['hedged', hedged({ size: 5, after: '500ms' })],
  ])('ends %s below it', async (_, strategy) => {
    const run = await runVirtually(aScenario(0.012, { strategy }));
    expect(run.strategies[0]?.metrics.cost?.usd).toBeLessThanOrEqual(0.012);
    expect(run.complete).toBe(false);
    expect(run.warnings.map(({ code }) => code)).toContain('max-cost');
  });
});

describe('under every strategy, with refusals, retries and broken replies,', () => {
  const rough = mock({
    ...target,
    latency: lognormal({ mean: '1s', cv: 0.5 }),
    stream: true,
    limits: { rpm: 600, burst: 20 },
    faults: {
      busy: { kind: 'status', status: 529, rate: 0.1 },
      cut: { kind: 'clean-end', rate: 0.05 },
    },
  });
  const strategies = {
    sequential: sequential(),
    gather: gather(),
    waves: waves({ size: 7, pause: '1s' }),
    pacing: pacing({ rpm: 600 }),
    hedged: hedged({ size: 9, after: '1s' }),
    breaker: breaker({ size: 10 }),
    aimd: aimd(),
    'task-group': taskGroup({ size: 5, failFast: false }),
  };

  it.each(Object.entries(strategies))(
    '%s never spends more than it may',
    async (name, strategy) => {
      for (const maxCost of [0.000_1, 0.002, 0.011, 0.02]) {
        const more = {
          target: rough,
          retry: retry({ maxRetries: 3, retryOn: 'truncated' }),
        } as const;
        const run = await runVirtually(aScenario(maxCost, { [name]: strategy }, more));
        const [only] = run.strategies;
        expect(only?.metrics.cost?.usd ?? 0).toBeLessThanOrEqual(maxCost);
        expect(only?.metrics.counts.scheduled).toBe(100);
        expect(run.warnings.map(({ code }) => code)).toContain('max-cost');
      }
    },
  );
});

describe("the user's own code with maxCost", () => {
  /** Sends each item's question with the client's own limit of tokens, until nothing more may be sent. */
  const own = (limits: object) =>
    custom(async ({ items, fetch, baseURL }) => {
      for await (const { prompt, headers } of items) {
        const body = JSON.stringify({
          model: 'mock',
          ...limits,
          messages: [{ role: 'user', content: prompt }],
        });
        const anthropic = { 'x-api-key': 'any', 'anthropic-version': '2026-10-21' };
        const url = `${baseURL}/v1/messages`;
        const reply = await fetch(url, {
          method: 'POST',
          headers: { ...headers, ...anthropic },
          body,
        });
        await reply.text();
      }
    });

  it('is held to the length of answer that each request asks for', async () => {
    const run = await runVirtually(
      aScenario(0.01, { small: own({ max_tokens: 50 }), large: own({ max_tokens: 1_900 }) }),
    );
    const [small] = run.strategies;
    // An answer of 1,900 tokens could cost 0.0095 alone; those of 50 leave less than that.
    expect(run.strategies).toHaveLength(1);
    expect(small?.metrics.cost?.usd).toBeLessThanOrEqual(0.01);
    expect(small?.metrics.counts.completed).toBeGreaterThan(30);
  });

  it('sends not one request that could cost more than all there is', async () => {
    const run = await runVirtually(aScenario(0.01, { large: own({ max_tokens: 2_100 }) }));
    expect(run.strategies[0]?.metrics.attempts.total).toBe(0);
    expect(run.warnings.map(({ code }) => code)).toContain('max-cost');
  });
});

it('a request of no item that tells no limit may cost what the longest answer may', async () => {
  const stray = custom(async ({ items, fetch, baseURL }) => {
    for await (const _ of items) {
      const body = '{"model":"mock","messages":[{"role":"user","content":"of no item"}]}';
      await fetch(`${baseURL}/v1/messages`, { method: 'POST', body });
    }
  });
  const workload = { count: 3, prompt: () => 'x', maxTokens: 2_100 };
  const run = await runVirtually(aScenario(0.01, { stray }, { workload }));
  // 2,100 tokens at 5 dollars a million are 0.0105 dollars.
  expect(run.strategies[0]?.metrics.attempts.total).toBe(0);
  expect(run.warnings.map(({ code }) => code)).toContain('max-cost');
});

describe('batches with maxCost', () => {
  const chunks = { chunked: batches({ chunk: 10, poll: '1s' }) };

  it('sends those that fit at half price, reads their results, and sends no other', async () => {
    // Ten items are 0.002825 dollars at worst: three batches fit at once, a fourth does not.
    const run = await runVirtually(aScenario(0.01, chunks));
    const { counts, cost, attempts } = run.strategies[0]?.metrics ?? {};
    expect(counts).toMatchObject({ completed: 30, incomplete: 70 });
    expect(attempts?.total).toBe(30);
    expect(cost?.usd).toBeCloseTo(30 * 0.000_127_5, 12);
  });
});

it('a price that is not known makes maxCost a mistake', async () => {
  const scenario = aScenario(1, { one: sequential() }, { target: mock({ model: 'mine' }) });
  await expect(runVirtually(scenario)).rejects.toMatchObject({
    mistakes: [{ path: 'maxCost', message: 'cannot be kept: the price of "mine" is not known.' }],
  });
});

it('what comes out of a cache costs a tenth, in a batch, too', async () => {
  // 100 × (1,000 × 1 + 9,000 × 0.1 + 200 × 5) ÷ 1,000,000 dollars.
  const run = await runVirtually(
    defineScenario({
      target: mock({ ...target, cacheReadTokens: 9_000, outputTokens: 200 }),
      workload: synthetic({ count: 100, tokens: 10_000, maxTokens: 200 }),
      strategies: { pool: workers({ size: 10 }), batch: batches({ poll: '1s' }) },
    }),
  );
  const [pool, batch] = run.strategies.map(({ metrics }) => metrics.cost?.usd);
  expect(pool).toBeCloseTo(0.29, 9);
  expect(batch).toBeCloseTo(0.145, 9);
});
