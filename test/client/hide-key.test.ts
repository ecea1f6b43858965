import { expect, it } from 'vitest';
import { hideKey, hideKeyFrom } from '../../src/client/hide-key.ts';
import type { AttemptRequest } from '../../src/core/client.ts';
import type { Outcome } from '../../src/core/outcome.ts';

const request = {} as AttemptRequest;

/** What becomes of an outcome on its way through. */
function hidden(outcome: Outcome): Promise<Outcome> {
  const client = { send: async () => outcome, close: async () => {} };
  return hideKey(client, 'sk-1.2*3').send(request);
}

it('leaves the key out of a failure wherever it stands, and all else as it is', async () => {
  const message = 'sk-1.2*3 is wrong: sk-1.2*3, not sk-1x2*3';
  expect(await hidden({ kind: 'client-error', status: 401, message })).toEqual({
    kind: 'client-error',
    status: 401,
    message: '[API key] is wrong: [API key], not sk-1x2*3',
  });
});

it.each<Outcome>([
  { kind: 'ok', status: 200, text: 'sk-1.2*3' },
  { kind: 'timeout', stage: 'total', message: 'missed the total deadline' },
])('passes %j on', async (outcome) => {
  expect(await hidden(outcome)).toBe(outcome);
});

it('leaves out a key that the end of a cut message has in part', async () => {
  expect(await hidden({ kind: 'client-error', message: 'wrong: sk-1.2…' })).toMatchObject({
    message: 'wrong: [API key]…',
  });
});

it('leaves the key out of what a reader of foreign replies says', () => {
  const reader = {
    head() {},
    data: () => 'none' as const,
    pieces: 0,
    end: (): Outcome => ({ kind: 'client-error', message: 'no such key: sk-1.2*3' }),
  };
  expect(hideKeyFrom(reader, 'sk-1.2*3').end()).toMatchObject({
    message: 'no such key: [API key]',
  });
});
