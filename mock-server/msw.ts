import type { HttpHandler } from 'msw/http';
import { HttpResponse, http } from 'msw/http';
import type { Mock } from './core/mock.ts';
import { createHostedFetch } from './fetch.ts';

/**
 * Request handlers for msw 3 that answer everything below an origin from the mock. For functional
 * tests of clients: msw costs more than a real loopback call, and loses resets in the middle of a
 * reply.
 *
 * @param origin one that no server on this machine serves: `http://mock.invalid`
 * @throws {BenchError} MOCK_FAILED when the plan holds a fault that msw cannot carry
 */
export function handlers(mock: Mock, origin: string): HttpHandler[] {
  const answer = createHostedFetch(mock, 'msw');
  return [
    http.all(`${origin}/*`, async ({ request }) => {
      try {
        return await answer(request);
      } catch {
        // The connection broke, or the client is gone.
        return HttpResponse.error();
      }
    }),
  ];
}
