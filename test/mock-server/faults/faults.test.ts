import { describe, expect, it } from 'vitest';
import type { Mock } from '../../../mock-server/core/mock.ts';
import { createMock } from '../../../mock-server/core/mock.ts';
import { createFetch } from '../../../mock-server/fetch.ts';
import type { FaultPlan } from '../../../src/core/fault-plan.ts';
import type { MockPlan } from '../../../src/core/mock-plan.ts';
import { aFault, aMockPlan, rpm } from '../../helpers/mock-plan.ts';
import { onVirtualClock } from '../../helpers/virtual.ts';

const ANTHROPIC = { 'x-api-key': 'key', 'anthropic-version': '2026-10-21' };

const PATHS = { anthropic: '/v1/messages', openai: '/v1/chat/completions' } as const;

interface Sent {
  readonly api?: keyof typeof PATHS;
  readonly stream?: boolean;
  readonly item?: number;
  readonly attempt?: number;
  readonly headers?: Record<string, string>;
}

/** Runs a test against a mock with faults, in virtual time. Replies take 100 ms. */
function withFaults<T>(
  faults: readonly FaultPlan[],
  body: (mock: Mock) => Promise<T>,
  plan: Partial<MockPlan> = {},
) {
  return onVirtualClock((clock) => body(createMock(aMockPlan({ faults, ...plan }), { clock })));
}

async function send(mock: Mock, sent: Sent = {}) {
  const { api = 'anthropic', stream = false, item = 0, attempt = 0, headers = {} } = sent;
  const response = await createFetch(mock)(`http://mock.invalid${PATHS[api]}`, {
    method: 'POST',
    headers: {
      ...ANTHROPIC,
      'x-bench-item': String(item),
      'x-bench-attempt': String(attempt),
      ...headers,
    },
    body: JSON.stringify({
      model: 'm',
      max_tokens: 64,
      stream,
      messages: [{ role: 'user', content: 'Hello, mock.' }],
    }),
  });
  return { status: response.status, headers: response.headers, text: await response.text() };
}

/** The outcomes of all requests so far. */
function outcomes(mock: Mock): string[] {
  return [...mock.rows()].map(({ outcome }) => outcome);
}

const BUSY = aFault({ id: 'busy', kind: 'status', options: { status: 529, headers: {} } });

describe('a fault in the place of the server', () => {
  it('answers at once with the error of the API, and is named in the truth', async () => {
    await withFaults([BUSY], async (mock) => {
      const { status, headers, text } = await send(mock, { item: 17 });
      expect(status).toBe(529);
      expect(headers.get('x-mock-seq')).toBe('1');
      expect(JSON.parse(text)).toEqual({
        type: 'error',
        error: { type: 'overloaded_error', message: 'Overloaded' },
        request_id: 'req_17_0_0',
      });
      expect(mock.clock.now()).toBe(0);
      expect([...mock.rows()]).toMatchObject([{ item: 17, status: 529, outcome: 'fault:busy' }]);
    });
  });

  it('takes as long as any refusal, and is given up like any request', async () => {
    const plan = { rejectLatency: 150 };
    await withFaults(
      [BUSY],
      async (mock) => {
        await send(mock);
        expect(mock.clock.now()).toBe(150);
        const controller = new AbortController();
        const reason = new Error('enough');
        mock.clock.at(200, () => controller.abort(reason));
        const { signal } = controller;
        const url = 'http://mock.invalid/v1/messages';
        const body = JSON.stringify({ model: 'm', max_tokens: 1, messages: [{}] });
        const given = createFetch(mock)(url, { method: 'POST', headers: ANTHROPIC, body, signal });
        await expect(given).rejects.toBe(reason);
        expect(outcomes(mock)).toEqual(['fault:busy', 'client-abort']);
        expect(mock.state().in_flight).toBe(0);
      },
      plan,
    );
  });

  it('comes before the limits, and takes nothing from them', async () => {
    const once = { ...BUSY, when: { nth: 1 } };
    await withFaults(
      [once],
      async (mock) => {
        const statuses: number[] = [];
        for (let i = 0; i < 3; i++) statuses.push((await send(mock)).status);
        expect(statuses).toEqual([529, 200, 429]);
      },
      { limits: [rpm(1, 1)] },
    );
  });

  it('sends a body and headers of its own', async () => {
    const options = { status: 503, body: 'busy', headers: { 'retry-after': '7' } };
    await withFaults([aFault({ kind: 'status', options })], async (mock) => {
      const { status, headers, text } = await send(mock);
      expect([status, headers.get('retry-after'), text]).toEqual([503, '7', 'busy']);
    });
  });

  it('comes when a request asks for it by x-return-error', async () => {
    await withFaults([], async (mock) => {
      const { status } = await send(mock, { headers: { 'x-return-error': '429' } });
      expect(status).toBe(429);
      expect(outcomes(mock)).toEqual(['fault:x-return-error']);
      expect((await send(mock)).status).toBe(200);
    });
  });

  it('is the first that hits, and does not shift the counts of those behind it', async () => {
    const first = aFault({ ...BUSY, id: 'first', when: { nth: 2 } });
    const second = aFault({ ...BUSY, id: 'second', when: { every: 2 } });
    await withFaults([first, second], async (mock) => {
      for (let i = 0; i < 4; i++) await send(mock);
      expect(outcomes(mock)).toEqual(['ok', 'fault:first', 'ok', 'fault:second']);
    });
  });
});

describe('a rate', () => {
  const flaky = (id: string, rate: number) => aFault({ ...BUSY, id, when: { rate } });

  /** Items of 1 000 that a fault hits at their first attempt. */
  async function hitItems(faults: FaultPlan[], id: string): Promise<number[]> {
    return withFaults(
      faults,
      async (mock) => {
        for (let item = 0; item < 1_000; item++) await send(mock, { item });
        return [...mock.rows()].filter((row) => row.outcome === `fault:${id}`).map((r) => r.item);
      },
      { latency: { kind: 'constant', options: { ms: 0 } } },
    );
  }

  it('of 0.2 hits about 200 of 1 000 items, the same ones beside another fault', async () => {
    const alone = await hitItems([flaky('a', 0.2)], 'a');
    const beside = await hitItems([flaky('a', 0.2), flaky('b', 0.1)], 'a');
    // Four standard deviations: 4 · sqrt(1000 · 0.2 · 0.8) = 51.
    expect(Math.abs(alone.length - 200)).toBeLessThan(51);
    expect(beside).toEqual(alone);
  });

  it('draws anew for another attempt', async () => {
    await withFaults([flaky('a', 0.5)], async (mock) => {
      for (let attempt = 0; attempt < 20; attempt++) await send(mock, { attempt });
      expect(new Set(outcomes(mock))).toEqual(new Set(['ok', 'fault:a']));
    });
  });
});

describe('a fault in service', () => {
  it('strikes in the place of the last event of a reply that is shorter', async () => {
    const late = aFault({ id: 'late', kind: 'clean-end', options: { afterEvents: 500 } });
    await withFaults([late], async (mock) => {
      const { text } = await send(mock, { stream: true });
      expect(text).toMatch(/event: message_delta\ndata: .*\n\n$/);
      const { text: chunks } = await send(mock, { stream: true, api: 'openai' });
      expect(chunks).toMatch(/"finish_reason":"stop".*\n\n$/);
      expect(outcomes(mock)).toEqual(['fault:late', 'fault:late']);
    });
  });

  it('occupies the server until it strikes, and no longer', async () => {
    // Events of Anthropic: 3 at the start, then one per 25 ms. In place of the sixth it breaks.
    const broken = aFault({ id: 'cut', kind: 'clean-end', options: { afterEvents: 5 } });
    await withFaults([broken], async (mock) => {
      const { text } = await send(mock, { stream: true });
      expect(text.match(/^event: .*$/gm)).toHaveLength(5);
      expect(mock.clock.now()).toBe(75);
      expect(mock.state().in_service).toBe(0);
      expect([...mock.rows()]).toMatchObject([
        { status: 200, outcome: 'fault:cut', endedAt: 75, outputTokens: 3 },
      ]);
    });
  });

  it('counts as a request that the limits let pass', async () => {
    const broken = aFault({ kind: 'truncated-json' });
    await withFaults(
      [broken],
      async (mock) => {
        await send(mock);
        expect((await send(mock)).status).toBe(429);
        expect(outcomes(mock)).toEqual(['fault:f', 'limited:requests']);
      },
      { limits: [rpm(1, 1)] },
    );
  });

  it('that spoils streams leaves whole replies alone, and the other way round', async () => {
    const streams = aFault({ id: 'streams', kind: 'clean-end', options: { afterEvents: 1 } });
    const bodies = aFault({ id: 'bodies', kind: 'truncated-json' });
    await withFaults([streams, bodies], async (mock) => {
      await send(mock, { stream: true });
      await send(mock, { stream: false });
      expect(outcomes(mock)).toEqual(['fault:streams', 'fault:bodies']);
    });
  });

  it.each([
    ['plain', '{"a":1}'],
    ['fenced', '```json\n{"a":1}\n```'],
    ['preamble', 'Here is the JSON that you asked for:\n\n{"a":1}'],
    ['cut', '{"a'],
  ])('answers in JSON, %s, in the shape of either API', async (form, text) => {
    const answer = aFault({ kind: 'json-answer', options: { form, json: '{"a":1}' } });
    await withFaults([answer], async (mock) => {
      const message = JSON.parse((await send(mock)).text);
      expect(message.content).toEqual([expect.objectContaining({ type: 'text', text })]);
      const completion = JSON.parse((await send(mock, { api: 'openai' })).text);
      expect(completion.choices[0].message.content).toBe(text);
    });
  });

  it('falls silent and leaves the client waiting, though the server is free', async () => {
    const silent = aFault({ kind: 'stall', options: { afterEvents: 4 } });
    await withFaults([silent], async (mock) => {
      const controller = new AbortController();
      const reason = new Error('enough');
      mock.clock.at(60_000, () => controller.abort(reason));
      const given = createFetch(mock)('http://mock.invalid/v1/messages', {
        method: 'POST',
        headers: ANTHROPIC,
        body: JSON.stringify({ model: 'm', max_tokens: 9, messages: [{}], stream: true }),
        signal: controller.signal,
      }).then((response) => response.text());
      await expect(given).rejects.toBe(reason);
      expect(mock.clock.now()).toBe(60_000);
      expect([...mock.rows()]).toMatchObject([{ outcome: 'fault:f', endedAt: 50 }]);
    });
  });

  it('lets 100 bytes trickle at 1 000 a second, after the reply was served', async () => {
    const slow = aFault({ kind: 'slow-body', options: { bytesPerSecond: 1_000 } });
    await withFaults([slow], async (mock) => {
      const { text } = await send(mock);
      // Served after 100 ms, then 20 bytes every 20 ms.
      const pieces = Math.ceil(Buffer.byteLength(text) / 20);
      expect(mock.clock.now()).toBe(100 + pieces * 20);
      expect(JSON.parse(text)).toMatchObject({ type: 'message' });
    });
  });
});

describe('what a client gets', () => {
  /** The stream of an API under a fault. */
  const streamOf = (api: 'anthropic' | 'openai', kind: string, options = {}) =>
    withFaults([aFault({ kind, options })], async (mock) => {
      return (await send(mock, { api, stream: true })).text;
    });

  it('are events without names', async () => {
    const text = await streamOf('anthropic', 'unnamed-events');
    expect(text).not.toContain('event: ');
    expect(text.match(/^data: /gm)).toHaveLength(10);
  });

  it('are lines that end in CR LF', async () => {
    const text = await streamOf('openai', 'crlf');
    expect(text.replaceAll('\r\n', '')).not.toContain('\n');
    expect(text.endsWith('data: [DONE]\r\n\r\n')).toBe(true);
  });

  it('is a last event without its blank line', async () => {
    expect(await streamOf('openai', 'no-final-blank')).toMatch(/data: \[DONE\]$/);
  });

  it('are pings only', async () => {
    expect(await streamOf('anthropic', 'pings-only')).toBe(
      'event: ping\ndata: {"type":"ping"}\n\n'.repeat(10),
    );
    expect(await streamOf('openai', 'pings-only')).toBe(': ping\n\n'.repeat(7));
  });

  it('are comment lines before the first chunk', async () => {
    const text = await streamOf('openai', 'comments', { lines: 2 });
    expect(text.startsWith(`${': OPENROUTER PROCESSING\n\n'.repeat(2)}data: {`)).toBe(true);
  });

  it('is message_delta twice', async () => {
    const text = await streamOf('anthropic', 'duplicate-delta');
    expect(text.match(/^event: message_delta$/gm)).toHaveLength(2);
  });

  it('is an event of a type that nobody knows, between the others', async () => {
    const text = await streamOf('anthropic', 'unknown-event', { afterEvents: 3 });
    const names = text.match(/^event: .*$/gm) ?? [];
    expect(names[3]).toBe('event: weather');
    expect(names).toHaveLength(11);
  });

  it('is one event whose data is no JSON', async () => {
    const text = await streamOf('anthropic', 'bad-json', { afterEvents: 4 });
    const data = [...text.matchAll(/^data: (.*)$/gm)].map(([, json = '']) => json);
    const broken = data.map((json, i) => (json.startsWith('{{') ? i : -1)).filter((i) => i >= 0);
    expect(broken).toEqual([4]);
    expect(data).toHaveLength(10);
  });

  it('is an error as the last event, in the shape of the API', async () => {
    const options = { afterEvents: 2, status: 529 };
    const anthropic = await streamOf('anthropic', 'error-event', options);
    const openai = await streamOf('openai', 'error-event', options);
    expect(anthropic).toMatch(/event: error\ndata: \{"type":"error",.*"overloaded_error".*\n\n$/);
    expect(openai).toMatch(/\n\ndata: \{"error":\{.*"server_error".*\n\n$/);
  });

  it('is an error in a body or a chunk under a 200, as OpenRouter sends it', async () => {
    const options = { code: 502, afterEvents: 2 };
    const streamed = await streamOf('openai', 'error-in-reply', options);
    expect(streamed).toMatch(/"error":\{"code":502,.*"finish_reason":"error"\}\]\}\n\n$/);
    await withFaults([aFault({ kind: 'error-in-reply', options })], async (mock) => {
      const { status, text } = await send(mock, { api: 'openai' });
      expect(status).toBe(200);
      expect(JSON.parse(text)).toEqual({
        error: { code: 502, message: 'Provider returned error' },
      });
    });
  });

  it('is the right reply under the wrong content type', async () => {
    const wrong = aFault({ kind: 'content-type', options: { value: 'text/html' } });
    await withFaults([wrong], async (mock) => {
      const { headers, text } = await send(mock);
      expect(headers.get('content-type')).toBe('text/html');
      expect(JSON.parse(text)).toMatchObject({ type: 'message' });
    });
  });

  it('is nothing under a 200', async () => {
    await withFaults([aFault({ kind: 'empty' })], async (mock) => {
      const { status, headers, text } = await send(mock);
      expect([status, text]).toEqual([200, '']);
      expect(headers.get('content-type')).toBe('application/json');
    });
  });
});
