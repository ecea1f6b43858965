import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, it } from 'vitest';
import { createMockAdmin } from '../../src/cli/mock-admin.ts';
import type { Truth, TruthRow } from '../../src/core/truth.ts';

const QUIET = { p50: 0, p99: 0, max: 0 };
const STATE = {
  requests: 2,
  aside: 0,
  peak_in_flight: 1,
  lateness_ms: QUIET,
  loop_lag_ms: QUIET,
  ticked: 0,
};

/** A mock server whose rows arrive in these pieces; its reply ends only if it is said to. */
async function answering(pieces: readonly string[], ends: boolean) {
  const server = createServer(({ url }, response) => {
    if (url === '/__mock/state') return response.end(JSON.stringify(STATE));
    for (const piece of pieces) response.write(piece);
    if (ends) response.end();
    return undefined;
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  return {
    admin: createMockAdmin(`http://127.0.0.1:${port}`),
    [Symbol.dispose]() {
      server.close();
      server.closeAllConnections();
    },
  };
}

async function all(rows: Truth['rows']) {
  const read: TruthRow[] = [];
  for await (const row of rows) read.push(row);
  return read;
}

it('reads rows that are cut anywhere', async () => {
  using mock = await answering(
    [
      '{"item":7,"attempt":0,"t_body":10,"t_e',
      'nd":12,"status":200,"output_tokens":3}',
      '\n{"item":8,"attempt":1,"t_body":10,"t_end":15,"status":429,"output_tokens":0}\n',
    ],
    true,
  );
  const { rows } = await mock.admin.read();
  expect(await all(rows)).toEqual([
    { item: 7, attempt: 0, duration: 2, status: 200, outputTokens: 3 },
    { item: 8, attempt: 1, duration: 5, status: 429, outputTokens: 0 },
  ]);
});

it('takes in a row before the rest has arrived, so that the text of all is never held', async () => {
  using mock = await answering(['no row\n'], false);
  const { rows } = await mock.admin.read();
  await expect(all(rows)).rejects.toThrow('not valid JSON');
});

it('takes no cut line for a row', async () => {
  using mock = await answering(['{"item":7,"attempt":0,"t_bo'], true);
  const { rows } = await mock.admin.read();
  await expect(all(rows)).rejects.toThrow('JSON');
});

it('says that the server went away in the middle of its answer', async () => {
  const mock = await answering(
    ['{"item":7,"attempt":0,"t_body":1,"t_end":2,"status":200}\n{"it'],
    false,
  );
  const { rows } = await mock.admin.read();
  const read: TruthRow[] = [];
  const reading = async () => {
    for await (const row of rows) {
      read.push(row);
      mock[Symbol.dispose]();
    }
  };
  await expect(reading()).rejects.toMatchObject({
    code: 'MOCK_LOST',
    message: 'the mock server went away while it was in use: aborted.',
  });
  expect(read).toMatchObject([{ item: 7 }]);
});

it('says so of a cut account, too', async () => {
  const server = createServer((_, response) => {
    response.writeHead(200, { 'content-length': 1_000 });
    response.write('{"requests":2,', () => response.destroy());
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  const admin = createMockAdmin(`http://127.0.0.1:${port}`);
  await expect(admin.read()).rejects.toMatchObject({ code: 'MOCK_LOST' });
  server.close();
});

it('says that the server went away, and not that we have a bug', async () => {
  const mock = await answering([], true);
  mock[Symbol.dispose]();
  await expect(mock.admin.reset(1)).rejects.toMatchObject({
    code: 'MOCK_LOST',
    message: expect.stringContaining('ECONNREFUSED'),
  });
});
