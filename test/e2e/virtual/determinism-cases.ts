import { setTimeout as wait } from 'node:timers/promises';
import Anthropic from '@anthropic-ai/sdk';
import PQueue from 'p-queue';
import type { VirtualClock } from '../../../src/clock/virtual.ts';
import type { AmbientCase } from '../../helpers/ambient-case.ts';
import { message, refusal } from './replies.ts';

const baseUrl = 'http://mock.local';

/** Answers after a drawn latency; one request in ten is overloaded, and one in ten rate-limited. */
async function answer(clock: VirtualClock): Promise<Response> {
  const draw = Math.random();
  await clock.sleep(100 + 400 * Math.random());
  if (draw < 0.1) return refusal(529, 1);
  return draw < 0.2 ? refusal(429, 2) : message();
}

/** 100 SDK calls with hidden retries, beside 100 queued calls that retry with jitter. */
const mixed: AmbientCase = {
  fetch: (clock) => ({ baseUrl, send: () => answer(clock) }),
  async run({ clock, ledger }) {
    const note = (event: string, item: number) =>
      ledger.push(`${clock.now()}|${event}|${item}|${Date.now()}`);
    const client = new Anthropic({ apiKey: 'none', baseURL: baseUrl, maxRetries: 5 });
    const messages = [{ role: 'user' as const, content: 'Hi' }];

    async function throughSdk(item: number) {
      await client.messages.create({ model: 'mock', max_tokens: 10, messages });
      note('sdk', item);
    }
    async function throughFetch(item: number) {
      for (let attempt = 0; ; attempt++) {
        const { status } = await fetch(`${baseUrl}/v1/messages`);
        note(`${status}`, item);
        if (status === 200) return;
        await wait(Math.random() * 1_000 * 2 ** attempt);
      }
    }

    const queue = new PQueue({ concurrency: 8, intervalCap: 20, interval: 1_000 });
    const items = Array.from({ length: 100 }, (_, item) => item);
    await Promise.all([
      queue.addAll(items.map((item) => () => throughFetch(item))),
      new PQueue({ concurrency: 10 }).addAll(items.map((item) => () => throughSdk(item))),
    ]);
    return ledger.length;
  },
};

export const cases = { mixed };
