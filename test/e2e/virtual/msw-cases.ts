import { delay, HttpResponse, http } from 'msw';
import { setupServer } from 'msw/node';
import pLimit from 'p-limit';
import type { AmbientCase } from '../../helpers/ambient-case.ts';

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
  'msw, a request that it lets through': {
    run: () => withServer(() => fetch('http://127.0.0.1:4010/')),
  },
};
