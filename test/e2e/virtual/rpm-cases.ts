import Anthropic from '@anthropic-ai/sdk';
import type { Mock } from '../../../mock-server/core/mock.ts';
import { createMock } from '../../../mock-server/core/mock.ts';
import { createFetch } from '../../../mock-server/fetch.ts';
import { rowToJson } from '../../../mock-server/truth/state.ts';
import type { AmbientCase } from '../../helpers/ambient-case.ts';
import { aFault, aMockPlan, rpm } from '../../helpers/mock-plan.ts';

const baseUrl = 'http://mock.local';

/** What a program met that works through requests against a rate limit. */
interface Tally {
  readonly seconds: number;
  readonly ok: number;
  readonly failed: number;
  readonly attempts: number;
  readonly refused: number;
  /** Most requests in service. */
  readonly peak: number;
}

interface Program {
  readonly requests: number;
  readonly workers: number;
  /** Of the SDK, which hides them. */
  readonly maxRetries: number;
  readonly limit: number;
  readonly burst: number;
}

/** Workers take one request after another; the server serves each in 2 s. */
function program({ requests, workers, maxRetries, limit, burst }: Program): AmbientCase {
  let mock: Mock | undefined;
  return {
    fetch(clock) {
      const latency = { kind: 'constant', options: { ms: 2_000 } };
      mock = createMock(aMockPlan({ latency, limits: [rpm(limit, burst)] }), { clock });
      return { baseUrl, send: createFetch(mock) };
    },
    async run({ clock }) {
      const client = new Anthropic({ apiKey: 'none', baseURL: baseUrl, maxRetries });
      let left = requests;
      let ok = 0;
      let failed = 0;
      const work = async () => {
        while (left-- > 0) {
          await client.messages.create(MESSAGE).then(
            () => ok++,
            () => failed++,
          );
        }
      };
      await Promise.all(Array.from({ length: workers }, work));
      const { requests: attempts, statuses, peak_in_service: peak } = (mock as Mock).state();
      const seconds = clock.now() / 1_000;
      const refused = statuses['429'] ?? 0;
      return { seconds, ok, failed, attempts, refused, peak } satisfies Tally;
    },
  };
}

/** 100 calls whose hidden retries draw their jitter, of a server that draws service times and failures. */
function jittered(): AmbientCase {
  let mock: Mock | undefined;
  return {
    fetch(clock) {
      mock = createMock(
        aMockPlan({
          latency: { kind: 'lognormal', options: { mean: 500, cv: 0.5 } },
          limits: [rpm(600, 10)],
          faults: [
            aFault({ kind: 'status', options: { status: 529, headers: {} }, when: { rate: 0.1 } }),
          ],
        }),
        { clock },
      );
      return { baseUrl, send: createFetch(mock) };
    },
    async run({ ledger }) {
      const client = new Anthropic({ apiKey: 'none', baseURL: baseUrl, maxRetries: 20 });
      const calls = Array.from({ length: 100 }, () => client.messages.create(MESSAGE));
      await Promise.all(calls);
      const { rows, state } = mock as Mock;
      for (const row of rows()) ledger.push(rowToJson(row));
      return Object.keys(state().statuses);
    },
  };
}

const MESSAGE = {
  model: 'claude-haiku-5-5',
  max_tokens: 10,
  messages: [{ role: 'user' as const, content: 'Hi' }],
};

const PATIENT: Program = { requests: 300, workers: 20, maxRetries: 500, limit: 60, burst: 60 };

export const cases: Readonly<Record<string, AmbientCase>> = {
  jittered: jittered(),
  '300 requests, 20 workers, 500 retries': program(PATIENT),
  'the same, 5 workers': program({ ...PATIENT, workers: 5 }),
  'the same, 2 workers': program({ ...PATIENT, workers: 2 }),
  'the same, 20 workers, burst 1': program({ ...PATIENT, burst: 1 }),
  'the same, 20 workers, 2 retries': program({ ...PATIENT, maxRetries: 2 }),
  '100 requests at once, 2 retries, 50 RPM': program({
    ...{ requests: 100, workers: 100, maxRetries: 2, limit: 50, burst: 50 },
  }),
};
