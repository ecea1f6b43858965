import { once } from 'node:events';
import type { ServerResponse } from 'node:http';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setImmediate as turn } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { HttpReply } from '../../mock-server/http-reply.ts';

async function writeApart(response: ServerResponse, chunks: readonly string[]): Promise<void> {
  const reply = new HttpReply(response, 1_000);
  reply.head(200, { 'content-type': 'text/plain' });
  for (const chunk of chunks) {
    reply.write(chunk);
    // Chunks of one instant would be joined.
    await turn();
  }
  reply.end();
}

it('goes on after a chunk of nothing, which HTTP would take for the end', async () => {
  const server = createServer((_, response) => {
    void writeApart(response, ['one ', '', 'two']);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const reply = await fetch(`http://127.0.0.1:${port}`);
  expect(await reply.text()).toBe('one two');
  server.close();
});
