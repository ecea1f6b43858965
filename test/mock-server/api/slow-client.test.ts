import { expect, it } from 'vitest';
import { createMock } from '../../../mock-server/core/mock.ts';
import type { Chunk } from '../../../mock-server/core/sink.ts';
import type { Milliseconds } from '../../../src/core/units.ts';
import { aMockPlan } from '../../helpers/mock-plan.ts';
import { onVirtualClock } from '../../helpers/virtual.ts';

/** The texts of a stream of 4 tokens, at 25, 50, 75 and 100 ms, whose host is full for a while. */
function streamWhileFull(from: Milliseconds, until: Milliseconds) {
  return onVirtualClock(async (clock) => {
    const mock = createMock(aMockPlan(), { clock });
    const texts: [at: Milliseconds, text: string][] = [];
    const write = (chunk: Chunk = '') => {
      const events = typeof chunk === 'string' ? chunk : new TextDecoder().decode(chunk);
      for (const [, text = ''] of events.matchAll(/"text_delta","text":"(.*?)"/g)) {
        texts.push([clock.now(), text]);
      }
    };
    mock.handle(
      {
        host: 'http',
        origin: 'http://mock.invalid',
        method: 'POST',
        path: '/v1/messages',
        query: '',
        headers: { 'x-api-key': 'key', 'anthropic-version': '2026-10-21', 'x-bench-item': '7' },
        body: JSON.stringify({
          model: 'claude-haiku-5-5',
          max_tokens: 64,
          messages: [{ role: 'user', content: 'Hello, mock.' }],
          stream: true,
        }),
      },
      {
        get isFull() {
          return clock.now() >= from && clock.now() < until;
        },
        head() {},
        write,
        end: write,
        break() {},
      },
    );
    await clock.sleep(200);
    return { texts, paused: mock.state().paused_streams };
  });
}

it('sends what a slow client was spared in one event, when there is room again', async () => {
  expect(await streamWhileFull(50, 90)).toEqual({
    texts: [
      [25, '7:'],
      [100, ' the model reads'],
    ],
    paused: 1,
  });
});

it('sends the rest with the end, whether or not there is room by then', async () => {
  expect(await streamWhileFull(75, 1_000)).toEqual({
    texts: [
      [25, '7:'],
      [50, ' the'],
      [100, ' model reads'],
    ],
    paused: 1,
  });
});

it('never stands still for a client that reads', async () => {
  const { texts, paused } = await streamWhileFull(Number.POSITIVE_INFINITY, 0);
  expect(texts).toHaveLength(4);
  expect(paused).toBe(0);
});
