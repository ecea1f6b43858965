import type { IncomingMessage, ServerResponse } from 'node:http';

/** Headers of every reply to a page: whoever finds the server may use it, and see all that it says. */
const TO_PAGES = {
  'access-control-allow-origin': '*',
  'access-control-expose-headers': '*',
};

/**
 * Lets pages of other origins use the APIs, as the real ones do, and not the admin endpoints. Which
 * headers the real ones show to a page is not published.
 *
 * @returns whether the request only asked if it may be sent, and is answered
 */
export function allowPages(
  { url = '/', method, headers }: IncomingMessage,
  response: ServerResponse,
): boolean {
  if (headers.origin === undefined || url.startsWith('/__mock/')) return false;
  if (method !== 'OPTIONS' || headers['access-control-request-method'] === undefined) {
    for (const [name, value] of Object.entries(TO_PAGES)) response.setHeader(name, value);
    return false;
  }
  response.writeHead(204, {
    ...TO_PAGES,
    'access-control-allow-methods': 'GET, POST, DELETE',
    'access-control-allow-headers': headers['access-control-request-headers'] ?? '*',
    'access-control-max-age': '600',
  });
  response.end();
  return true;
}
