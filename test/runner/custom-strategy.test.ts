import { describe, expect, it } from 'vitest';
import type { CustomFunction } from '../../src/core/user-code.ts';
import { CallError } from '../../src/core/user-code.ts';
import type { ReplyReader } from '../../src/core/wire.ts';
import { customStrategy } from '../../src/runner/custom-strategy.ts';
import type { ForeignWire } from '../../src/runner/stage.ts';
import type { RunSetup } from '../helpers/strategy-run.ts';
import { byItem, runVirtually } from '../helpers/strategy-run.ts';

/** Reads a status and nothing else. */
function readStatus(): ReplyReader {
  let status = 0;
  return {
    head(arrived) {
      status = arrived;
    },
    data: () => 'none',
    pieces: 0,
    end: () =>
      status === 200
        ? { kind: 'ok', status }
        : { kind: 'overloaded', status, message: `HTTP ${status}` },
  };
}

/** A server that answers at once, with these statuses in turn, and then with 200. */
function aWire(...statuses: number[]): ForeignWire & { readonly seen: Headers[] } {
  const seen: Headers[] = [];
  return {
    seen,
    baseUrl: 'http://mock.invalid',
    host: 'mock.invalid',
    labelled: true,
    createReader: readStatus,
    async fetch(_, init) {
      seen.push(new Headers(init?.headers));
      return new Response('{}', { status: statuses.shift() ?? 200 });
    },
  };
}

function runCustom(work: CustomFunction, setup: Partial<RunSetup> = {}, wire = aWire()) {
  return runVirtually({ work: 4, ...setup, strategy: customStrategy(work, wire) });
}

describe("the user's own code", () => {
  it('calls items with the retries of the scenario', async () => {
    const run = await runCustom(
      async ({ items, call }) => {
        for await (const item of items) await call(item);
      },
      {
        retry: { maxRetries: 1 },
        outcome: (item, attempt) =>
          item === 2 && attempt === 0
            ? { kind: 'overloaded', message: 'busy' }
            : { kind: 'ok', status: 200 },
      },
    );
    expect(byItem(run).map(({ attempts }) => attempts.length)).toEqual([1, 1, 2, 1]);
    expect(run.metrics).toMatchObject({ makespan_ms: 1_500, counts: { completed: 4 } });
    expect(run.left).toBeUndefined();
  });

  it('gets the outcome of a call that failed, and is told of what it swallowed', async () => {
    const caught: unknown[] = [];
    const run = await runCustom(
      async ({ items, call }) => {
        for await (const item of items) await call(item).catch((error) => caught.push(error));
      },
      { outcome: (item) => ({ kind: item < 3 ? 'ok' : 'client-error', message: 'no' }) },
    );
    expect(caught).toEqual([expect.any(CallError)]);
    expect(caught).toMatchObject([{ outcome: { kind: 'client-error', message: 'no' } }]);
    expect(run.metrics.counts).toMatchObject({ completed: 3, failed: 1, dropped: 0 });
    expect(run.left).toEqual({ silentFailures: 1 });
  });

  it('drops what it pulls and does not call, and what it does not pull', async () => {
    const run = await runCustom(async ({ items, call }) => {
      for await (const item of items) {
        if (item.index === 1) break;
        await call(item);
      }
    });
    expect(run.metrics.counts).toMatchObject({ scheduled: 4, completed: 1, dropped: 3 });
    expect(run.left).toBeUndefined();
  });

  it('leaves orphans when it does not wait for its calls', async () => {
    const run = await runCustom(async ({ items, call, clock }) => {
      for await (const item of items) void call(item).catch(() => {});
      await clock.sleep(50);
    });
    expect(run.left).toEqual({ orphans: 4 });
    expect(run.metrics.attempts).toMatchObject({ total: 4, cancelled: 4 });
    expect(run.metrics.counts).toMatchObject({ failed: 4, incomplete: 0 });
  });

  it('keeps what was done when it throws', async () => {
    const run = await runCustom(async ({ items, call }) => {
      for await (const item of items) {
        await call(item);
        if (item.index === 1) throw new Error('a bug');
      }
    });
    expect(run).toMatchObject({ complete: false, thrown: new Error('a bug') });
    expect(run.metrics.counts).toMatchObject({ completed: 2, dropped: 2 });
  });
});

describe('requests of foreign code', () => {
  const body = (content: string) => JSON.stringify({ messages: [{ role: 'user', content }] });

  it('are attempts of the items whose prompts they hold, retries included', async () => {
    const wire = aWire(529, 200, 200);
    const run = await runCustom(
      async ({ items, fetch, baseURL }) => {
        for await (const { prompt } of items) {
          const ask = () => fetch(`${baseURL}/v1/messages`, { method: 'POST', body: body(prompt) });
          let reply = await ask();
          if (reply.status === 529) reply = await ask();
          await reply.text();
        }
      },
      { work: 2 },
      wire,
    );
    expect(byItem(run).map(({ attempts }) => attempts.map(({ status }) => status))).toEqual([
      [529, 200],
      [200],
    ]);
    const labels = wire.seen.map((headers) => [
      headers.get('x-bench-item'),
      headers.get('x-bench-attempt'),
    ]);
    expect(labels).toEqual([
      ['0', '0'],
      ['0', '1'],
      ['1', '0'],
    ]);
  });

  it('are attempts of the item whose headers they carry', async () => {
    const run = await runCustom(
      async ({ items, fetch, baseURL }) => {
        for await (const { headers } of items) await (await fetch(baseURL, { headers })).text();
      },
      { work: 2 },
    );
    expect(run.metrics.counts.completed).toBe(2);
    expect(run.left).toBeUndefined();
  });

  it('are counted but in no row when they belong to no item', async () => {
    const run = await runCustom(
      async ({ fetch, baseURL }) => (await fetch(`${baseURL}/v1/models`)).text(),
      { work: 1 },
    );
    expect(run.left).toEqual({ strays: 1 });
    expect(run.metrics.attempts.total).toBe(1);
    expect(run.metrics.counts).toMatchObject({ dropped: 1 });
    expect(run.entries).toEqual([]);
  });

  it('reach a real API without headers of ours', async () => {
    const wire = { ...aWire(), labelled: false };
    await runCustom(
      async ({ items, fetch, baseURL }) => {
        for await (const { headers } of items) await (await fetch(baseURL, { headers })).text();
      },
      { work: 1 },
      wire,
    );
    expect([...(wire.seen[0] ?? [])]).toEqual([]);
  });
});
