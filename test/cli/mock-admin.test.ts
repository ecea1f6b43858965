import { afterEach, expect, it, vi } from 'vitest';
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
function answering(pieces: readonly string[], ends: boolean): void {
  const rows = new ReadableStream<Uint8Array>({
    start(controller) {
      for (const piece of pieces) controller.enqueue(new TextEncoder().encode(piece));
      if (ends) controller.close();
    },
  });
  vi.stubGlobal('fetch', async (url: string) =>
    url.endsWith('/state') ? Response.json(STATE) : new Response(rows),
  );
}

async function all(rows: Truth['rows']) {
  const read: TruthRow[] = [];
  for await (const row of rows) read.push(row);
  return read;
}

afterEach(() => vi.unstubAllGlobals());

it('reads rows that are cut anywhere', async () => {
  answering(
    [
      '{"item":7,"attempt":0,"t_body":10,"t_e',
      'nd":12,"status":200,"output_tokens":3}',
      '\n{"item":8,"attempt":1,"t_body":10,"t_end":15,"status":429,"output_tokens":0}\n',
    ],
    true,
  );
  const { rows } = await createMockAdmin('http://mock').read();
  expect(await all(rows)).toEqual([
    { item: 7, attempt: 0, duration: 2, status: 200, outputTokens: 3 },
    { item: 8, attempt: 1, duration: 5, status: 429, outputTokens: 0 },
  ]);
});

it('takes in a row before the rest has arrived, so that the text of all is never held', async () => {
  answering(['no row\n'], false);
  const { rows } = await createMockAdmin('http://mock').read();
  await expect(all(rows)).rejects.toThrow('not valid JSON');
});
