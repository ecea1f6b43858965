import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { expectSound } from '../helpers/busy-machine.ts';
import { serveMock } from '../helpers/mock-server.ts';
import { readResult, runBench, strategyNamed, workFolder } from '../helpers/run-bench.ts';

/** 60 requests one by one, then 60 ten at a time: 0.000255 dollars each, 0.000565 at worst. */
function scenario(target: string): string {
  return `
    const prompt = () => 'x'.repeat(20);
    export default {
      name: 'paid',
      target: ${target},
      workload: { count: 60, prompt, maxTokens: 100 },
      retry: { maxRetries: 0 },
      strategies: { one: { kind: 'sequential' }, ten: { kind: 'workers', size: 10 } },
    };`;
}

/** A gateway on this machine that is said to pass requests on to a paid API. */
const paid = (baseURL: string) =>
  scenario(
    `{ kind: 'anthropic', model: 'claude-haiku-4-5', baseURL: '${baseURL}', billed: true, keyVariable: 'PAID_KEY' }`,
  );

async function run(
  source: string,
  flags: readonly string[],
  env: Readonly<Record<string, string>> = { PAID_KEY: 'mock' },
) {
  const cwd = workFolder({ 'paid.ts': source });
  const ended = await runBench(['run', 'paid.ts', '--out', 'out', '--quiet', ...flags], {
    cwd,
    env,
  });
  return { ...ended, result: () => readResult(join(cwd, 'out')) };
}

describe('a run that costs money', () => {
  it('sends nothing without consent', async () => {
    await using server = await serveMock({ outputTokens: 50 });
    const { code, stderr } = await run(paid(server.url), []);
    expect(code).toBe(2);
    expect(stderr).toMatch(/^error this run would send about 120 requests to 127\.0\.0\.1:\d+ /);
    expect(stderr).toContain('hint add --yes to agree');
    expect(server.mock.state().requests).toBe(0);
  });

  it('is told, sent and priced with --yes', async () => {
    await using server = await serveMock({ outputTokens: 50 });
    const { code, stderr, result } = await run(paid(server.url), ['--yes']);
    expectSound(code, result());
    expect(stderr).toContain('for up to about $0.0606');
    expect(server.mock.state().requests).toBe(120);
    for (const { metrics } of result().strategies) {
      expect(metrics.cost).toMatchObject({ usd: 0.015_3, wasted_usd: 0 });
    }
  });

  it('ends before it costs more than --max-cost, by the count of the server, too', async () => {
    await using server = await serveMock({ outputTokens: 50 });
    const { code, stdout, result } = await run(paid(server.url), ['--max-cost', '0.02']);
    expect(code).toBe(12);
    expect(stdout).toMatch(/^exit 12: maxCost of \$0\.02 was reached: /m);
    const { requests } = server.mock.state();
    expect(requests).toBeGreaterThan(65);
    expect(requests * 0.000_255).toBeLessThanOrEqual(0.02);
    expect(strategyNamed(result(), 'one').complete).toBe(true);
    const cut = strategyNamed(result(), 'ten');
    expect(cut.complete).toBe(false);
    expect(cut.metrics.counts.completed).toBe(requests - 60);
    expect(cut.metrics.attempts.cancelled).toBe(0);
  });
});

it('a real API is not even connected to without a key, nor without consent', async () => {
  const real = scenario("{ kind: 'anthropic', model: 'claude-haiku-4-5' }");
  const none = await run(real, ['--yes']);
  expect(none).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('ANTHROPIC_API_KEY is not set'),
  });
  const keyed = await run(real, [], { ANTHROPIC_API_KEY: 'no key at all' });
  expect(keyed).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('about 120 requests to api.anthropic.com (claude-haiku-4-5)'),
  });
});

describe('scenarios/real-api.ts', () => {
  const file = fileURLToPath(new URL('../../scenarios/real-api.ts', import.meta.url));
  const start = (env: Readonly<Record<string, string>>) => {
    const cwd = workFolder();
    return { cwd, ended: runBench(['run', file, '--out', 'out', '--quiet'], { cwd, env }) };
  };

  it('names the key that it misses', async () => {
    expect(await start({}).ended).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('error ANTHROPIC_API_KEY is not set; nothing was sent.'),
    });
  });

  it('says what it would cost, which is less than its maxCost', async () => {
    expect(await start({ ANTHROPIC_API_KEY: 'no key at all' }).ended).toMatchObject({
      code: 2,
      stderr: expect.stringMatching(
        /about 60 requests to api\.anthropic\.com \(claude-haiku-4-5\) for up to about \$0\.0\d+, .* more than \$0\.05; nothing was sent\./,
      ),
    });
  });

  it('asks a server on this machine as it would ask the API', async () => {
    await using server = await serveMock({ outputTokens: 10 });
    const { cwd, ended } = start({ ANTHROPIC_BASE_URL: server.url, ANTHROPIC_API_KEY: 'mock' });
    const { code } = await ended;
    const result = readResult(join(cwd, 'out'));
    expectSound(code, result);
    const { strategies } = result;
    expect(strategies.map(({ metrics }) => metrics.counts.completed)).toEqual([20, 20, 20]);
    for (const { metrics } of strategies) {
      expect(metrics.cost?.usd).toBeGreaterThan(0);
      expect(metrics.ttft?.count).toBe(20);
    }
  });
});
