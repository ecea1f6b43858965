import { expect, it } from 'vitest';
import type { Mock } from '../../../mock-server/core/mock.ts';
import { createMock } from '../../../mock-server/core/mock.ts';
import { createFetch } from '../../../mock-server/fetch.ts';
import { BenchError } from '../../../src/core/errors.ts';
import { aCall, sendCall } from '../../helpers/mock-call.ts';
import { aMockPlan, rpm } from '../../helpers/mock-plan.ts';
import { onVirtualClock } from '../../helpers/virtual.ts';

/** Calls an admin endpoint, which answers at once. */
function admin(mock: Mock, route: string, body = '') {
  const [method = '', target = ''] = route.split(' ');
  const [path = '', query = ''] = target.split('?');
  const answer = { status: 0, text: '' };
  mock.handle(
    {
      host: 'fetch',
      origin: 'http://mock.invalid',
      method,
      path: `/__mock/${path}`,
      query,
      headers: {},
      body,
    },
    {
      head: (status) => {
        answer.status = status;
      },
      write() {},
      break() {},
      end: (chunk) => {
        answer.text = String(chunk);
      },
    },
  );
  return answer;
}

it('tells health, and another configuration by its hash', async () => {
  const [first, second] = await onVirtualClock(async (clock) => {
    await clock.sleep(5);
    const pacing = { mode: 'auto', ticked: 0 } as const;
    const healthOf = (seed: number) => {
      const mock = createMock(aMockPlan({ seed }), { clock, pacing, version: '1.2.3' });
      mock.attach('http');
      return JSON.parse(admin(mock, 'GET health').text);
    };
    return [healthOf(1), healthOf(2)];
  });
  expect(first).toMatchObject({
    ...{ status: 'ok', version: '1.2.3', hosts: ['http'], pacing: 'auto' },
    ...{ seed: 1, now_ms: 5 },
  });
  expect(first.config_hash).toMatch(/^[0-9a-f]{8}$/);
  expect(second.config_hash).not.toBe(first.config_hash);
});

it('tells the state while two of three requests are in flight and one was refused', async () => {
  const state = await onVirtualClock(async (clock) => {
    const mock = createMock(aMockPlan({ limits: [rpm(60, 2)] }), { clock });
    for (let item = 0; item < 3; item++) sendCall(mock, aCall({ item }));
    await clock.sleep(50);
    return JSON.parse(admin(mock, 'GET state').text);
  });
  expect(state).toEqual({
    now_ms: 50,
    requests: 3,
    aside: 0,
    in_flight: 2,
    peak_in_flight: 3,
    in_flight_integral_ms: 100,
    in_service: 2,
    peak_in_service: 2,
    in_service_integral_ms: 100,
    queued: 0,
    peak_queued: 0,
    queued_integral_ms: 0,
    statuses: { 429: 1 },
    outcomes: { 'limited:requests': 1 },
    endings: [{ status: 429, outcome: 'limited:requests', count: 1 }],
    paused_streams: 0,
    ticked: 0,
    cpu_ms: null,
    lateness_ms: { p50: 0, p99: 0, max: 0 },
    loop_lag_ms: { p50: 0, p99: 0, max: 0 },
    limits: [
      { dimension: 'requests', limit: 60, window_ms: 60_000, burst: 2, owner: '', level: 0 },
    ],
    overflow: false,
  });
});

it('pages through the rows by seq, as NDJSON', async () => {
  const text = await onVirtualClock(async (clock) => {
    const mock = createMock(aMockPlan(), { clock });
    for (let item = 10; item < 15; item++) sendCall(mock, aCall({ item }));
    await clock.sleep(100);
    return admin(mock, 'GET requests?since=2&limit=2').text;
  });
  const rows = text
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line));
  expect(rows).toMatchObject([
    { seq: 3, item: 12, t_arrive: 0, t_end: 100, t_first_token: null, outcome: 'ok' },
    { seq: 4, item: 13 },
  ]);
});

it('counts what shared a tick from one reset to the next', async () => {
  const counts = await onVirtualClock(async (clock) => {
    let ticked = 40;
    const pacing = {
      mode: 'tick' as const,
      get ticked() {
        return ticked;
      },
    };
    const mock = createMock(aMockPlan(), { clock, pacing });
    mock.reset();
    ticked = 42;
    const before = mock.state().ticked;
    mock.reset();
    return [before, mock.state().ticked];
  });
  expect(counts).toEqual([2, 0]);
});

it('resets with a new seed once nothing is in flight, and by force before', async () => {
  const statuses = await onVirtualClock(async (clock) => {
    const mock = createMock(aMockPlan(), { clock });
    const call = sendCall(mock, aCall());
    const busy = admin(mock, 'POST reset', '{"seed":9}');
    const forced = admin(mock, 'POST reset', '{"force":true}');
    await call.done;
    const idle = admin(mock, 'POST reset', '{"seed":9}');
    return [busy.status, forced.status, idle.status, mock.plan.seed];
  });
  expect(statuses).toEqual([409, 200, 200, 9]);
});

it.each([['{'], ['{"seed":"x"}'], ['{"sed":3}'], ['{"force":1}'], ['null'], ['[]'], ['5']])(
  'refuses to reset with %s',
  async (body) => {
    const status = await onVirtualClock(async (clock) => {
      return admin(createMock(aMockPlan(), { clock }), 'POST reset', body).status;
    });
    expect(status).toBe(400);
  },
);

it('answers an unknown endpoint with 404 and the known ones', async () => {
  const { status, text } = await onVirtualClock(async (clock) => {
    return admin(createMock(aMockPlan(), { clock }), 'GET nothing');
  });
  expect(status).toBe(404);
  expect(text).toContain('GET /__mock/state');
});

it('shows its plan and takes another one, which the next request meets', async () => {
  const found = await onVirtualClock(async (clock) => {
    const mock = createMock(aMockPlan(), { clock });
    const before = JSON.parse(admin(mock, 'GET health').text);
    const next = aMockPlan({ latency: { kind: 'constant', options: { ms: 30 } } });
    const { status, text } = admin(mock, 'PUT config', JSON.stringify(next));
    const heard = await sendCall(mock, aCall()).done;
    const shown = JSON.parse(admin(mock, 'GET config').text);
    return { before, status, after: JSON.parse(text), next, shown, endedAt: heard.endedAt };
  });
  expect(found.status).toBe(200);
  expect(found.shown).toEqual(found.next);
  expect(found.endedAt).toBe(30);
  expect(found.after.config_hash).not.toBe(found.before.config_hash);
});

it('takes no plan while requests are in flight, unless forced', async () => {
  const statuses = await onVirtualClock(async (clock) => {
    const mock = createMock(aMockPlan(), { clock });
    const call = sendCall(mock, aCall());
    const plan = JSON.stringify(aMockPlan({ seed: 4 }));
    const busy = admin(mock, 'PUT config', plan).status;
    const forced = admin(mock, 'PUT config?force=1', plan).status;
    await call.done;
    return [busy, forced, mock.plan.seed];
  });
  expect(statuses).toEqual([409, 200, 4]);
});

it.each([['{'], ['{}'], ['null'], ['{"load":{"kind":"nothing"},"limits":[]}']])(
  'refuses %s as a plan and keeps its own',
  async (body) => {
    const found = await onVirtualClock(async (clock) => {
      const mock = createMock(aMockPlan(), { clock });
      return { status: admin(mock, 'PUT config', body).status, plan: mock.plan };
    });
    expect(found).toEqual({ status: 400, plan: aMockPlan() });
  },
);

it('tells each mistake of a configuration that its reader refuses, and keeps its own', async () => {
  const mistake = { path: 'limits.rpm', message: 'expected a number, got "x".' };
  const readConfig = () =>
    Promise.reject(new BenchError('USAGE', 'It cannot run so.', { mistakes: [mistake] }));
  const found = await onVirtualClock(async (clock) => {
    const mock = createMock(aMockPlan(), { clock, readConfig });
    const reply = await createFetch(mock)('http://mock.invalid/__mock/config', {
      method: 'PUT',
      body: '{}',
    });
    return { status: reply.status, body: await reply.json(), plan: mock.plan };
  });
  const error = 'It cannot run so. Nothing has changed.';
  expect(found).toEqual({ status: 400, body: { error, mistakes: [mistake] }, plan: aMockPlan() });
});

it.each([
  ['GET requests?limit=x', '', 'expected ?since=<seq>&limit=<n>.'],
  ['POST faults', 'null', 'the body is no fault: unknown kind'],
])('answers %s %s with 400 and what it expects', async (route, body, error) => {
  const answer = await onVirtualClock(async (clock) => {
    return admin(createMock(aMockPlan(), { clock }), route, body);
  });
  expect(answer.status).toBe(400);
  expect(JSON.parse(answer.text).error).toContain(error);
});
