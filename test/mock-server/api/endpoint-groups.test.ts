import { expect, it } from 'vitest';
import type { EndpointGroup } from '../../../mock-server/api/endpoint-groups.ts';
import { createMock } from '../../../mock-server/core/mock.ts';
import { createFetch } from '../../../mock-server/fetch.ts';
import { aMockPlan } from '../../helpers/mock-plan.ts';
import { onVirtualClock } from '../../helpers/virtual.ts';

const PATHS = {
  anthropic: 'POST /v1/messages',
  openai: 'POST /v1/chat/completions',
  batches: 'GET /v1/messages/batches',
} as const;

const BODY = JSON.stringify({
  model: 'm',
  max_tokens: 4,
  messages: [{ role: 'user', content: 'a' }],
});

/** Status of each endpoint on a server that has only those. */
function statuses(served: readonly EndpointGroup[]) {
  return onVirtualClock(async (clock) => {
    const ask = createFetch(createMock(aMockPlan(), { clock, served }));
    const found: Record<string, number> = {};
    for (const [group, route] of Object.entries(PATHS)) {
      const [method = '', path = ''] = route.split(' ');
      const headers = { 'x-api-key': 'key', 'anthropic-version': '2026-10-21' };
      const init = method === 'GET' ? { method, headers } : { method, headers, body: BODY };
      found[group] = (await ask(`http://mock.invalid${path}`, init)).status;
    }
    return found;
  });
}

it.each<[EndpointGroup[], Record<EndpointGroup, number>]>([
  [['anthropic', 'openai', 'batches'], { anthropic: 200, openai: 200, batches: 200 }],
  [['anthropic'], { anthropic: 200, openai: 404, batches: 404 }],
  [['openai'], { anthropic: 404, openai: 200, batches: 404 }],
  [['batches'], { anthropic: 404, openai: 404, batches: 200 }],
])('with %j, answers 404 to all others', async (served, expected) => {
  expect(await statuses(served)).toEqual(expected);
});
