import { expect, it } from 'vitest';
import type { Mock } from '../../../mock-server/core/mock.ts';
import { createMock } from '../../../mock-server/core/mock.ts';
import { createFetch } from '../../../mock-server/fetch.ts';
import { createRealClock } from '../../../src/clock/real.ts';
import { aFault, aMockPlan } from '../../helpers/mock-plan.ts';

const latency = { kind: 'constant', options: { ms: 0 } };

async function call(mock: Mock, method: string, path: string, body?: object) {
  const response = await createFetch(mock)(`http://mock.invalid${path}`, {
    method,
    headers: { 'x-api-key': 'key', 'anthropic-version': '2026-10-21' },
    ...(body && { body: JSON.stringify(body) }),
  });
  return { status: response.status, body: (await response.json()) as Record<string, unknown> };
}

async function statuses(mock: Mock, count: number): Promise<number[]> {
  const message = { model: 'm', max_tokens: 9, messages: [{ role: 'user', content: 'Hi' }] };
  const seen: number[] = [];
  for (let i = 0; i < count; i++) {
    seen.push((await call(mock, 'POST', '/v1/messages', message)).status);
  }
  return seen;
}

it('arms a fault for two requests, before the planned ones', async () => {
  const planned = aFault({ kind: 'status', options: { status: 500, headers: {} } });
  const plan = aMockPlan({ latency, faults: [planned] });
  const mock = createMock(plan, { clock: createRealClock() });
  const armed = await call(mock, 'POST', '/__mock/faults', { kind: 'status', armed: 2 });
  expect(armed.status).toBe(200);
  expect(await statuses(mock, 3)).toEqual([529, 529, 500]);
});

it('disarms it, so that only the planned ones are left', async () => {
  const mock = createMock(aMockPlan({ latency }), { clock: createRealClock() });
  await call(mock, 'POST', '/__mock/faults', { kind: 'status', armed: 9 });
  expect(await statuses(mock, 1)).toEqual([529]);
  expect((await call(mock, 'DELETE', '/__mock/faults')).status).toBe(200);
  expect(await statuses(mock, 1)).toEqual([200]);
});

it('forgets it at a reset', async () => {
  const mock = createMock(aMockPlan({ latency }), { clock: createRealClock() });
  await call(mock, 'POST', '/__mock/faults', { kind: 'status', armed: 9 });
  mock.reset();
  expect(await statuses(mock, 1)).toEqual([200]);
});

it.each([
  [{ kind: 'meteor' }, 'unknown kind "meteor"'],
  [{ kind: 'malformed-chunk' }, 'the in-process fetch cannot carry the fault'],
])('refuses %j with 400', async (fault, message) => {
  const mock = createMock(aMockPlan({ latency }), { clock: createRealClock() });
  const { status, body } = await call(mock, 'POST', '/__mock/faults', fault);
  expect(status).toBe(400);
  expect(body.error).toContain(message);
});

it('puts a batch forward, to an age or to its end', async () => {
  const mock = createMock(aMockPlan({ latency }), { clock: createRealClock() });
  const requests = [{ custom_id: 'a', params: {} }];
  const { body } = await call(mock, 'POST', '/v1/messages/batches', { requests });
  const advance = `/__mock/batches/${body.id}/advance`;
  const statusOf = async () =>
    (await call(mock, 'GET', `/v1/messages/batches/${body.id}`)).body.processing_status;
  expect((await call(mock, 'POST', advance, { to_ms: 30_000 })).body.age_ms).toBeGreaterThanOrEqual(
    30_000,
  );
  expect(await statusOf()).toBe('in_progress');
  expect((await call(mock, 'POST', advance, { to: 'ended' })).status).toBe(200);
  expect(await statusOf()).toBe('ended');
  expect((await call(mock, 'POST', advance, { to: 'tomorrow' })).status).toBe(400);
  expect((await call(mock, 'POST', '/__mock/batches/none/advance', { to_ms: 1 })).status).toBe(404);
});
