import { expect, it } from 'vitest';
import { serveMock } from '../helpers/mock-server.ts';

const PAGE = { origin: 'https://page.example' };

const OPENAI = {
  path: '/v1/chat/completions',
  headers: { ...PAGE, authorization: 'Bearer key' },
  body: JSON.stringify({ model: 'gpt-5', messages: [{ role: 'user', content: 'Hello.' }] }),
};

const ANTHROPIC = {
  path: '/v1/messages',
  headers: {
    ...PAGE,
    'x-api-key': 'key',
    'anthropic-version': '2026-10-21',
    'anthropic-dangerous-direct-browser-access': 'true',
  },
  body: JSON.stringify({
    model: 'claude-haiku-5-5',
    max_tokens: 8,
    messages: [{ role: 'user', content: 'Hello.' }],
  }),
};

it('tells a browser that a page may send what it asks for, without a key and uncounted', async () => {
  await using served = await serveMock();
  const asked = 'authorization,content-type,x-stainless-os';
  const reply = await fetch(`${served.url}/v1/chat/completions`, {
    method: 'OPTIONS',
    headers: {
      ...PAGE,
      'access-control-request-method': 'POST',
      'access-control-request-headers': asked,
    },
  });
  expect(reply.status).toBe(204);
  expect(Object.fromEntries(reply.headers)).toMatchObject({
    'access-control-allow-origin': '*',
    'access-control-allow-methods': 'GET, POST, DELETE',
    'access-control-allow-headers': asked,
  });
  expect(served.mock.state().requests).toBe(0);
});

it.each([
  ['a reply', OPENAI, {}, 200],
  ['a reply', ANTHROPIC, {}, 200],
  ['an error', { ...ANTHROPIC, body: '{' }, {}, 400],
  [
    'a fault',
    OPENAI,
    { faults: [{ id: 'f', kind: 'page', options: { status: 502 }, when: {} }] },
    502,
  ],
])('lets a page read %s', async (_, { path, headers, body }, plan, status) => {
  await using served = await serveMock(plan);
  const reply = await fetch(`${served.url}${path}`, { method: 'POST', headers, body });
  expect([reply.status, reply.headers.get('access-control-allow-origin')]).toEqual([status, '*']);
});

it("asks pages for Anthropic's confession, in its words, and servers for none", async () => {
  await using served = await serveMock();
  const { 'anthropic-dangerous-direct-browser-access': _, ...plain } = ANTHROPIC.headers;
  const send = (headers: Record<string, string>) =>
    fetch(`${served.url}/v1/messages`, { method: 'POST', headers, body: ANTHROPIC.body });
  const refused = await send(plain);
  expect(refused.status).toBe(401);
  expect(await refused.json()).toMatchObject({
    error: {
      type: 'authentication_error',
      message: "CORS requests must set 'anthropic-dangerous-direct-browser-access' header",
    },
  });
  const { origin, ...server } = plain;
  const served200 = await send(server);
  expect(served200.status).toBe(200);
  expect(served200.headers.has('access-control-allow-origin')).toBe(false);
});

it('keeps pages away from the admin endpoints', async () => {
  await using served = await serveMock();
  // What a browser sends without asking first.
  const headers = { ...PAGE, 'content-type': 'text/plain' };
  const reply = await fetch(`${served.url}/__mock/reset`, { method: 'POST', headers });
  expect(reply.status).toBe(403);
  expect(reply.headers.has('access-control-allow-origin')).toBe(false);
  const asked = { ...PAGE, 'access-control-request-method': 'PUT' };
  const preflight = await fetch(`${served.url}/__mock/config`, {
    method: 'OPTIONS',
    headers: asked,
  });
  expect(preflight.status).toBe(403);
});
