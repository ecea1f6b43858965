import { delay, HttpResponse, http } from 'msw';
import { setupServer } from 'msw/node';
import pLimit from 'p-limit';
import { createMock } from '../../../mock-server/core/mock.ts';
import { handlers } from '../../../mock-server/msw.ts';
import type { Clock } from '../../../src/core/clock.ts';
import type { AmbientCase } from '../../helpers/ambient-case.ts';
import { aMockPlan, rpm } from '../../helpers/mock-plan.ts';

const url = 'http://mock.local/';

async function withServer(run: () => Promise<unknown>) {
  const server = setupServer(
    http.get(url, async () => {
      await delay(2_000);
      return HttpResponse.text('ok');
    }),
  );
  server.listen({ onUnhandledFrame: 'bypass' });
  try {
    return await run();
  } finally {
    server.close();
  }
}

/** The mock server behind msw: 50 RPM, 5 at once, replies of 2 s. */
function provider(clock: Clock) {
  const latency = { kind: 'constant', options: { ms: 2_000 } };
  const mock = createMock(aMockPlan({ latency, limits: [rpm(50, 5)] }), { clock });
  return { mock, handlers: handlers(mock, 'http://mock.local') };
}

async function complete() {
  const reply = await fetch('http://mock.local/v1/chat/completions', {
    method: 'POST',
    headers: { authorization: 'Bearer key' },
    body: JSON.stringify({ model: 'm', messages: [{ role: 'user', content: 'Hello.' }] }),
  });
  await reply.text();
  return reply.status;
}

async function ask() {
  return (await fetch(url)).text();
}

export const cases: Readonly<Record<string, AmbientCase>> = {
  'msw, 10 replies of 2 s in sequence': {
    run: () =>
      withServer(async () => {
        for (let i = 0; i < 10; i++) await ask();
      }),
  },
  'msw, 100 replies of 2 s at 5': {
    run: () => withServer(() => pLimit(5).map(Array.from({ length: 100 }), ask)),
  },
  'our mock server over msw, 7 requests': {
    async run({ clock }) {
      const { mock, handlers } = provider(clock);
      const server = setupServer(...handlers);
      server.listen({ onUnhandledFrame: 'bypass' });
      try {
        const statuses = await Promise.all(Array.from({ length: 7 }, complete));
        return { statuses, outcomes: mock.state().outcomes };
      } finally {
        server.close();
      }
    },
  },
  'msw, a request that it lets through': {
    run: () => withServer(() => fetch('http://127.0.0.1:4010/')),
  },
};
