import { getEventListeners } from 'node:events';
import { expect, it } from 'vitest';
import { createMock } from '../../mock-server/core/mock.ts';
import { createFetch } from '../../mock-server/fetch.ts';
import type { Clock } from '../../src/core/clock.ts';
import type { FaultPlan } from '../../src/core/fault-plan.ts';
import { aFault, aMockPlan } from '../helpers/mock-plan.ts';
import { onVirtualClock } from '../helpers/virtual.ts';

const BODY = JSON.stringify({
  model: 'm',
  max_tokens: 64,
  stream: true,
  messages: [{ role: 'user', content: 'Hello, mock.' }],
});

/** Runs a test against a mock on the virtual clock, whose replies take 100 ms for 4 tokens. */
function withMock<T>(
  faults: readonly FaultPlan[],
  body: (scene: {
    clock: Clock;
    mock: ReturnType<typeof createMock>;
    ask: (init?: RequestInit) => Promise<Response>;
  }) => Promise<T>,
) {
  return onVirtualClock((clock) => {
    const mock = createMock(aMockPlan({ faults }), { clock });
    const fetch = createFetch(mock);
    const ask = (init: RequestInit = {}) =>
      fetch('http://mock.invalid/v1/messages', {
        method: 'POST',
        headers: { 'x-api-key': 'key', 'anthropic-version': '2026-10-21' },
        body: BODY,
        ...init,
      });
    return body({ clock, mock, ask });
  });
}

it('hands over each event when it exists: 0, 25, 50, 75 and 100 ms', async () => {
  await withMock([], async ({ clock, ask }) => {
    const { body } = await ask();
    const times: number[] = [];
    for await (const _ of body ?? []) times.push(clock.now());
    // Head and start, the first three tokens, the last one, and the end with it.
    expect(times).toEqual([0, 25, 50, 75, 100, 100]);
  });
});

it('keeps the parts of a reply apart from its origin: any will do', async () => {
  await withMock([], async ({ mock }) => {
    const response = await createFetch(mock)('https://api.anthropic.com/v1/models', {
      headers: { 'x-api-key': 'key' },
    });
    expect(response.status).toBe(200);
  });
});

it.each([
  ['reset', 'ECONNRESET'],
  ['fin', 'UND_ERR_SOCKET'],
])('rejects like fetch for a %s before the head', async (kind, code) => {
  await withMock([aFault({ kind })], async ({ ask }) => {
    const error = await ask().catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(TypeError);
    expect(error).toMatchObject({ message: 'fetch failed', cause: { code } });
  });
});

it('ends the body with "terminated" for a reset in it, behind all that came before', async () => {
  const late = aFault({ kind: 'reset', options: { afterEvents: 4 } });
  await withMock([late], async ({ clock, ask }) => {
    const { body } = await ask();
    // Nobody reads until long after the reset.
    await clock.sleep(1_000);
    const reader = body?.getReader();
    let text = '';
    const read = async () => {
      for (;;) {
        const part = await reader?.read();
        if (part === undefined || part.done) return;
        text += new TextDecoder().decode(part.value);
      }
    };
    await expect(read()).rejects.toMatchObject({
      name: 'TypeError',
      message: 'terminated',
      cause: { code: 'ECONNRESET' },
    });
    expect(text.match(/^event: /gm)).toHaveLength(4);
  });
});

it('rejects with the reason of an abort before the head, and frees the server', async () => {
  await withMock([aFault({ kind: 'stall' })], async ({ clock, mock, ask }) => {
    const controller = new AbortController();
    const reason = new Error('too slow');
    clock.at(40, () => controller.abort(reason));
    await expect(ask({ signal: controller.signal })).rejects.toBe(reason);
    expect(clock.now()).toBe(40);
    expect(mock.state()).toMatchObject({ in_flight: 0, outcomes: { 'client-abort': 1 } });
  });
});

it('ends the body with the reason of an abort in it', async () => {
  await withMock([], async ({ clock, mock, ask }) => {
    const controller = new AbortController();
    const reason = new Error('enough');
    const response = await ask({ signal: controller.signal });
    clock.at(60, () => controller.abort(reason));
    await expect(response.text()).rejects.toBe(reason);
    expect([...mock.rows()]).toMatchObject([{ outcome: 'client-abort', endedAt: 60 }]);
  });
});

it('does not send what is aborted already', async () => {
  await withMock([], async ({ mock, ask }) => {
    const reason = new Error('never mind');
    await expect(ask({ signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
    expect(mock.state().requests).toBe(0);
  });
});

it('frees the server when the reader gives up the body', async () => {
  await withMock([], async ({ mock, ask }) => {
    const { body } = await ask();
    await body?.cancel();
    expect(mock.state()).toMatchObject({ in_flight: 0, outcomes: { 'client-abort': 1 } });
  });
});

it('lets go of a signal that outlives the request', async () => {
  await withMock([], async ({ mock, ask }) => {
    const controller = new AbortController();
    await (await ask({ signal: controller.signal })).text();
    expect(getEventListeners(controller.signal, 'abort')).toEqual([]);
    controller.abort();
    expect(mock.state().outcomes).toEqual({ ok: 1 });
  });
});
