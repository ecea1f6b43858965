import type { ChildProcess } from 'node:child_process';
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { createRealClock } from '../../src/clock/real.ts';

const clock = createRealClock();

const BENCH = fileURLToPath(new URL('../helpers/bench.ts', import.meta.url));

function startBench(...flags: string[]) {
  return fork(BENCH, ['mock', ...flags], {
    silent: true,
    execArgv: ['--conditions=@llm-bench/source'],
  });
}

/** What a process that ends by itself printed. */
async function runBench(...flags: string[]) {
  const child = startBench(...flags);
  const ended = once(child, 'exit');
  const [stdout, stderr, [code]] = await Promise.all([
    read(child.stdout),
    read(child.stderr),
    ended,
  ]);
  return { stdout, stderr, code };
}

function read(stream: NodeJS.ReadableStream | null): Promise<string> {
  return stream === null ? Promise.resolve('') : text(stream);
}

/** A server that is up, by what it prints with --json. */
async function startServer(...flags: string[]) {
  const child = startBench('--json', ...flags);
  const [line] = (await once(child.stdout ?? child, 'data')) as [Buffer];
  return { child, announced: JSON.parse(String(line)) as { url: string; pid: number } };
}

function ask(url: string): Promise<Response> {
  return fetch(`${url}/v1/messages`, {
    method: 'POST',
    headers: { 'x-api-key': 'any', 'anthropic-version': '2026-10-21' },
    body: JSON.stringify({
      model: 'claude-haiku-5-5',
      max_tokens: 8,
      messages: [{ role: 'user', content: 'Hello.' }],
    }),
  });
}

/** Ends it and reads what it says at its end. */
async function stop(child: ChildProcess): Promise<string> {
  const said = read(child.stderr);
  child.kill('SIGTERM');
  const [code] = await once(child, 'exit');
  expect(code).toBe(0);
  return said;
}

describe('bench mock', () => {
  it('serves two presets, tells its state to Prometheus, and prints totals', async () => {
    const { child, announced } = await startServer(
      ...['--preset', 'anthropic-tier1', '--preset', 'article-curve', '--seed', '7'],
    );
    expect(announced).toMatchObject({
      url: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+$/),
      pid: child.pid,
      seed: 7,
      config_hash: expect.stringMatching(/^[0-9a-f]{8}$/),
    });
    const reply = await ask(announced.url);
    expect(reply.status).toBe(200);
    expect(Object.fromEntries(reply.headers)).toMatchObject({
      'anthropic-ratelimit-requests-limit': '50',
      'anthropic-ratelimit-requests-remaining': '49',
      'anthropic-ratelimit-input-tokens-limit': '30000',
      'anthropic-ratelimit-output-tokens-limit': '8000',
    });
    await reply.json();
    const metrics = await (await fetch(`${announced.url}/__mock/metrics`)).text();
    expect(metrics).toContain('mock_requests_total{status="200",outcome="ok"} 1\n');
    expect(await stop(child)).toContain('served 1 request: 1 ok\n');
  });

  it('lets a reply finish that is on its way when it is stopped', async () => {
    const { child, announced } = await startServer('--latency', '1500ms');
    const reply = ask(announced.url);
    await expect
      .poll(async () => (await fetch(`${announced.url}/__mock/state`)).json())
      .toMatchObject({ in_flight: 1 });
    const stopped = clock.now();
    const said = await stop(child);
    // The client keeps its connection open: waiting for that would take all of the 5 s.
    expect(clock.now() - stopped).toBeLessThan(4_000);
    expect((await reply).status).toBe(200);
    expect(said).toContain('served 1 request: 1 ok\n');
  });

  it('has only the endpoints that are named, and a line for each reply that went wrong', async () => {
    const { child, announced } = await startServer(
      ...['--api', 'openai', '--no-admin', '--log', 'errors', '--precision', 'timer'],
    );
    const said = read(child.stderr);
    expect((await ask(announced.url)).status).toBe(404);
    expect((await fetch(`${announced.url}/__mock/state`)).status).toBe(404);
    const models = await fetch(`${announced.url}/v1/models`, {
      headers: { authorization: 'Bearer any' },
    });
    expect(models.status).toBe(200);
    await stop(child);
    const lines = (await said).split('\n').filter((line) => /^\d{4}-/.test(line));
    expect(lines).toEqual([
      expect.stringMatching(/Z POST \/v1\/messages 404 \d+ ms$/),
      expect.stringMatching(/Z GET \/__mock\/state 404 \d+ ms$/),
    ]);
  });

  it('prints what it would work with', async () => {
    const { stdout, code } = await runBench('--print-config', '--preset', 'slots32', '--rpm', '90');
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({
      latency: { kind: 'lognormal', options: { median: 2_000, sigma: 0.5 } },
      load: { kind: 'linear', options: { alpha: 0.02, sampling: 'arrival' } },
      limits: [{ dimension: 'requests', limit: 90, burst: 90 }],
      queue: { slots: 32, discipline: 'fifo', whenFull: 529 },
    });
  });

  it('lists the presets, one a line', async () => {
    const { stdout } = await runBench('--list-presets');
    expect(stdout).toMatch(/^anthropic-tier1 +Anthropic's smallest tier/m);
  });

  it('names every bad flag at once and ends with 2', async () => {
    const { stderr, code } = await runBench('--rpm', 'x', '--latency', 'gauss:1');
    expect(code).toBe(2);
    expect(stderr).toContain('latency.kind: unknown value "gauss"');
    expect(stderr).toContain('limits.rpm: expected a number of at least 0.001, got "x".');
  });
});
