import Anthropic from '@anthropic-ai/sdk';
import { describe, expect, it } from 'vitest';
import { createMock } from '../../mock-server/core/mock.ts';
import { createFetch } from '../../mock-server/fetch.ts';
import { createRealClock } from '../../src/clock/real.ts';
import type { FaultPlan } from '../../src/core/fault-plan.ts';
import type { MockPlan } from '../../src/core/mock-plan.ts';
import { aFault, aMockPlan } from '../helpers/mock-plan.ts';
import { serveMock } from '../helpers/mock-server.ts';
import type { Call, SdkName } from '../helpers/sdk-experience.ts';
import { experience } from '../helpers/sdk-experience.ts';

/** What an SDK is expected to make of a fault. */
interface Expected {
  /** Name of the error's class; absent = success. */
  readonly error?: string;
  /** What the error holds; `code` is that of its innermost cause. */
  readonly facts?: Readonly<Record<string, unknown>>;
  /** @default the whole text when there is no error */
  readonly text?: string;
  readonly attempts: number;
  /** Shortest and longest time between two attempts. */
  readonly gaps?: readonly (readonly [ms: number, ms: number])[];
}

interface Row {
  readonly name: string;
  /** @param after events of the SDK's API until two tokens of four have been sent */
  readonly fault: (after: number) => FaultPlan;
  readonly stream?: boolean;
  readonly httpOnly?: boolean;
  readonly client?: Call['client'];
  readonly plan?: Partial<MockPlan>;
  readonly Anthropic: Expected;
  readonly OpenAI: Expected;
}

const WHOLE = '17: the model reads';
const PARTIAL = '17: the';
const AFTER_TWO_TOKENS = { Anthropic: 3 + 2, OpenAI: 1 + 2 } as const;

/** The back-off of both SDKs: at most 0.5 s · 2^n, and a quarter less at least. */
const FIRST_GAP = [375, 500] as const;
const SECOND_GAP = [750, 1_000] as const;

const OK = { attempts: 1 };
const RETRIED_ONCE = { attempts: 2, gaps: [FIRST_GAP] };
const GIVEN_UP = { attempts: 3, gaps: [FIRST_GAP, SECOND_GAP] };

const both = (expected: Expected) => ({ Anthropic: expected, OpenAI: expected });

function aStatus(status: number, when = {}, headers: Record<string, string> = {}): FaultPlan {
  return aFault({ kind: 'status', options: { status, headers }, when });
}

const MATRIX: readonly Row[] = [
  ...[408, 409, 500, 529].map((status) => ({
    name: `${status} once`,
    fault: () => aStatus(status, { armed: 1 }),
    ...both(RETRIED_ONCE),
  })),
  {
    name: '400',
    fault: () => aStatus(400),
    ...both({ error: 'BadRequestError', attempts: 1, facts: { status: 400 } }),
  },
  {
    name: '413',
    fault: () => aStatus(413),
    Anthropic: { error: 'ContentTooLargeError', attempts: 1, facts: { status: 413 } },
    OpenAI: { error: 'APIError', attempts: 1, facts: { status: 413 } },
  },
  {
    name: '429 always, without a header',
    fault: () => aStatus(429),
    ...both({ error: 'RateLimitError', ...GIVEN_UP }),
  },
  {
    name: 'x-should-retry: false on a 500',
    fault: () => aStatus(500, {}, { 'x-should-retry': 'false' }),
    ...both({ error: 'InternalServerError', attempts: 1 }),
  },
  ...(['reset', 'fin'] as const).flatMap((kind): Row[] => [
    {
      name: `${kind} before the headers, once`,
      fault: () => aFault({ kind, when: { armed: 1 } }),
      ...both(RETRIED_ONCE),
    },
    {
      name: `${kind} before the headers, always`,
      fault: () => aFault({ kind }),
      ...both({
        error: 'APIConnectionError',
        ...GIVEN_UP,
        facts: { code: kind === 'reset' ? 'ECONNRESET' : 'UND_ERR_SOCKET' },
      }),
    },
    {
      name: `${kind} in the middle of a stream`,
      stream: true,
      fault: (after) => aFault({ kind, options: { afterEvents: after } }),
      ...both({
        error: 'TypeError',
        attempts: 1,
        facts: {
          message: 'terminated',
          code: kind === 'reset' ? 'ECONNRESET' : 'UND_ERR_SOCKET',
        },
      }),
    },
  ]),
  {
    name: 'no answer within the timeout of 300 ms',
    fault: () => aFault({ kind: 'hang' }),
    client: { timeout: 300 },
    ...both({
      error: 'APIConnectionTimeoutError',
      attempts: 3,
      // Their clock begins before a request arrives, and the first one has a socket to open.
      gaps: [
        [600, 800],
        [975, 1_300],
      ],
    }),
  },
  {
    name: 'a content-length that is too long, then a close',
    httpOnly: true,
    fault: () => aFault({ kind: 'content-length', options: { difference: 10 } }),
    ...both({
      error: 'TypeError',
      attempts: 1,
      facts: { message: 'terminated', code: 'UND_ERR_SOCKET' },
    }),
  },
  {
    name: 'half of the JSON under a 200',
    fault: () => aFault({ kind: 'truncated-json' }),
    ...both({ error: 'SyntaxError', attempts: 1 }),
  },
  {
    name: 'a page of HTML under a 502',
    fault: () => aFault({ kind: 'page', options: { status: 502 } }),
    client: { maxRetries: 0 },
    ...both({
      error: 'InternalServerError',
      attempts: 1,
      facts: { message: expect.stringContaining('<h1>502 Bad Gateway</h1>') },
    }),
  },
  {
    name: 'a stream that ends cleanly in its middle',
    stream: true,
    fault: (after) => aFault({ kind: 'clean-end', options: { afterEvents: after } }),
    ...both({ ...OK, text: PARTIAL }),
  },
  {
    name: 'a stream that ends cleanly inside of a JSON',
    stream: true,
    fault: (after) => aFault({ kind: 'cut-json', options: { afterEvents: after } }),
    Anthropic: { ...OK, text: PARTIAL },
    OpenAI: { error: 'SyntaxError', attempts: 1 },
  },
  {
    name: 'an error event after a 200',
    stream: true,
    fault: (after) => aFault({ kind: 'error-event', options: { afterEvents: after, status: 529 } }),
    Anthropic: {
      error: 'APIError',
      attempts: 1,
      facts: { status: undefined, type: 'overloaded_error' },
    },
    OpenAI: { error: 'APIError', attempts: 1, facts: { status: undefined } },
  },
  {
    name: 'events without names',
    stream: true,
    fault: () => aFault({ kind: 'unnamed-events' }),
    Anthropic: { ...OK, text: '' },
    OpenAI: OK,
  },
  {
    name: 'bytes split at random, inside of characters too',
    stream: true,
    plan: { wire: { padding: false, obfuscation: false, text: 'multibyte' } },
    fault: () => aFault({ kind: 'slicer', options: { most: 3 } }),
    ...both({ ...OK, text: '17: é naïve œuvre' }),
  },
  {
    name: 'lines that end in CR LF',
    stream: true,
    fault: () => aFault({ kind: 'crlf' }),
    ...both(OK),
  },
];

const SDKS: readonly SdkName[] = ['Anthropic', 'OpenAI'];

const CASES = MATRIX.flatMap((row) =>
  (row.httpOnly ? (['http'] as const) : (['http', 'fetch'] as const)).flatMap((host) =>
    SDKS.map((sdk) => [row.name, sdk, host, row] as const),
  ),
);

describe.concurrent('the fault matrix', () => {
  it.each(CASES)('%s: %s over %s', async (_, sdk, host, row) => {
    const expected = row[sdk];
    const faults = [row.fault(AFTER_TWO_TOKENS[sdk])];
    const { text, error, attempts, gaps, stalled } = await experience({
      sdk,
      host,
      stream: row.stream ?? false,
      plan: { ...row.plan, faults },
      ...(row.client && { client: row.client }),
    });
    expect(error?.constructor.name).toBe(expected.error);
    expect(text).toBe(expected.error === undefined ? (expected.text ?? WHOLE) : undefined);
    expect(attempts).toBe(expected.attempts);
    if (error && expected.facts) expect(factsOf(error)).toMatchObject(expected.facts);
    for (const [i, [shortest, longest]] of (expected.gaps ?? []).entries()) {
      expectGap(gaps[i], shortest, longest, stalled);
    }
  });
});

describe.concurrent('what an SDK makes of Retry-After', () => {
  const BACK_OFF = FIRST_GAP;
  const AT_ONCE = [0, 20] as const;

  it.each<[Record<string, string>, SdkName, readonly [number, number]]>([
    [{ 'retry-after': '1' }, 'Anthropic', [1_000, 1_000]],
    [{ 'retry-after': '1' }, 'OpenAI', [1_000, 1_000]],
    [{ 'retry-after': '0.2' }, 'Anthropic', [200, 200]],
    [{ 'retry-after': '0.2' }, 'OpenAI', [200, 200]],
    [{ 'retry-after': '0' }, 'Anthropic', BACK_OFF],
    [{ 'retry-after': '0' }, 'OpenAI', AT_ONCE],
    [{ 'retry-after': '-5' }, 'Anthropic', BACK_OFF],
    [{ 'retry-after': '-5' }, 'OpenAI', BACK_OFF],
    [{ 'retry-after-ms': '150', 'retry-after': '5' }, 'Anthropic', [150, 150]],
    [{ 'retry-after-ms': '150', 'retry-after': '5' }, 'OpenAI', [150, 150]],
    [{ 'retry-after-ms': '0', 'retry-after': '1.5' }, 'Anthropic', [1_500, 1_500]],
    [{ 'retry-after-ms': '0', 'retry-after': '1.5' }, 'OpenAI', AT_ONCE],
    [{ 'retry-after': '61' }, 'OpenAI', BACK_OFF],
  ])('%j: %s waits %j ms', async (headers, sdk, [shortest, longest]) => {
    const faults = [aStatus(429, { armed: 1 }, headers)];
    const { attempts, gaps, stalled } = await experience({ sdk, plan: { faults } });
    expect(attempts).toBe(2);
    expectGap(gaps[0], shortest, longest, stalled);
  });

  it.each(SDKS)('an HTTP date: %s waits until then', async (sdk) => {
    const date = new Date(Date.now() + 2_000).toUTCString();
    const faults = [aStatus(429, { armed: 1 }, { 'retry-after': date })];
    const { attempts } = await experience({ sdk, plan: { faults } });
    expect(attempts).toBe(2);
    expect(Date.now()).toBeGreaterThanOrEqual(Date.parse(date));
  });

  it('61: Anthropic obeys, and has not come back after 1.5 s', async () => {
    const faults = [aStatus(429, {}, { 'retry-after': '61' })];
    const { error, attempts } = await experience({
      sdk: 'Anthropic',
      plan: { faults },
      signal: AbortSignal.timeout(1_500),
    });
    expect(error).toBeInstanceOf(Anthropic.APIUserAbortError);
    expect(attempts).toBe(1);
  });
});

describe("the Anthropic SDK's own limit of non-streamed replies", () => {
  const mock = createMock(aMockPlan({ latency: { kind: 'constant', options: { ms: 1 } } }), {
    clock: createRealClock(),
  });
  const client = new Anthropic({
    apiKey: 'key',
    baseURL: 'http://mock.invalid',
    fetch: createFetch(mock),
  });
  const ask = (maxTokens: number) =>
    client.messages.create({
      model: 'claude-haiku-5-5',
      max_tokens: maxTokens,
      messages: [{ role: 'user', content: 'Hello, mock.' }],
    });

  it('lets max_tokens 21333 pass', async () => {
    await expect(ask(21_333)).resolves.toMatchObject({ type: 'message' });
  });

  it('throws for max_tokens 21334, before anything is sent', async () => {
    const before = mock.state().requests;
    await expect(async () => ask(21_334)).rejects.toThrow('Streaming is required');
    expect(mock.state().requests).toBe(before);
  });
});

describe('Message Batches through the Anthropic SDK, over HTTP', () => {
  const requests = ['a', 'b'].map((name) => ({
    custom_id: name,
    params: {
      model: 'claude-haiku-5-5',
      max_tokens: 64,
      messages: [{ role: 'user' as const, content: 'Hello, mock.' }],
    },
  }));

  /** The SDK's batches of a server, with a `fetch` of one's own. */
  function batchesOf(baseURL: string, fetch = globalThis.fetch) {
    return new Anthropic({ apiKey: 'key', baseURL, fetch, logLevel: 'off' }).messages.batches;
  }

  it('go from their creation to their results, into the list, and away', async () => {
    await using served = await serveMock();
    const batches = batchesOf(served.url);
    const { id } = await batches.create({ requests });
    await expect(batches.results(id)).rejects.toThrow('No batch `results_url`');
    served.mock.advanceBatch(id, 'ended');
    const names: string[] = [];
    for await (const { custom_id, result } of await batches.results(id)) {
      names.push(`${custom_id} ${result.type}`);
    }
    expect(names.toSorted()).toEqual(['a succeeded', 'b succeeded']);
    expect((await batches.list()).data.map((batch) => batch.id)).toEqual([id]);
    expect(await batches.delete(id)).toMatchObject({ type: 'message_batch_deleted' });
    expect((await batches.list()).data).toEqual([]);
  });

  it('are canceling when they are cancelled, and keep what was done', async () => {
    await using served = await serveMock();
    const batches = batchesOf(served.url);
    const { id } = await batches.create({ requests });
    // The first request is done 60.010 s after the creation, the second one 10 ms later.
    served.mock.advanceBatch(id, 60_010);
    expect(await batches.cancel(id)).toMatchObject({ processing_status: 'canceling' });
    served.mock.advanceBatch(id, 'ended');
    const { processing_status, request_counts } = await batches.retrieve(id);
    expect(processing_status).toBe('ended');
    expect(request_counts.succeeded + request_counts.canceled).toBe(2);
    expect(request_counts.succeeded).toBeGreaterThanOrEqual(1);
  });

  it('throw a SyntaxError for a blank line between two results', async () => {
    await using served = await serveMock();
    const batches = batchesOf(served.url, async (input, init) => {
      const response = await fetch(input, init);
      if (!String(input).endsWith('/results')) return response;
      return new Response((await response.text()).replace('\n', '\n\n'), response);
    });
    const { id } = await batches.create({ requests });
    served.mock.advanceBatch(id, 'ended');
    const read = async () => {
      for await (const _ of await batches.results(id));
    };
    await expect(read()).rejects.toBeInstanceOf(SyntaxError);
  });
});

/** The lower bound is exact; the upper one leaves a quarter, and the time for which the machine had no time. */
function expectGap(
  gap: number | undefined,
  shortest: number,
  longest: number,
  stalled: number,
): void {
  expect(gap).toBeGreaterThanOrEqual(shortest);
  expect(gap).toBeLessThanOrEqual(longest * 1.25 + 100 + stalled);
}

/** An error's fields, with the code of its innermost cause. */
function factsOf(error: Error): object {
  let innermost: unknown = error;
  while (innermost instanceof Error && innermost.cause) innermost = innermost.cause;
  const { message, status, type } = error as Error & { status?: number; type?: string };
  return { message, status, type, code: (innermost as { code?: string }).code };
}
