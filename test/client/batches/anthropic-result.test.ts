import { expect, it } from 'vitest';
import { readResult } from '../../../src/client/batches/anthropic-result.ts';
import type { Outcome } from '../../../src/core/outcome.ts';

const read = (line: unknown) =>
  readResult(
    typeof line === 'string' ? line : JSON.stringify(line),
    (message): Outcome => ({ kind: 'ok', text: message }),
  );

it.each([
  ['succeeded', { message: { a: 1 } }, { kind: 'ok', text: '{"a":1}', status: 200 }],
  [
    'errored',
    {
      error: { type: 'error', error: { type: 'invalid_request_error', message: 'too long' } },
    },
    { kind: 'client-error', errorType: 'invalid_request_error', message: 'too long' },
  ],
  [
    'errored',
    { error: { type: 'error', error: { type: 'overloaded_error', message: 'busy' } } },
    { kind: 'overloaded', message: 'busy' },
  ],
  ['canceled', {}, { kind: 'cancelled' }],
  ['expired', {}, { kind: 'timeout', stage: 'total' }],
  ['vanished', {}, { kind: 'invalid-output' }],
])('reads a result that %s', (type, more, outcome) => {
  expect(read({ custom_id: '12', result: { type, ...more } })).toMatchObject({ item: 12, outcome });
});

it.each([
  ['no JSON', '{"custom_id"'],
  ['an empty line', ''],
  ['no id', { result: { type: 'expired' } }],
  ['an id that is not ours', { custom_id: 'my-request', result: { type: 'expired' } }],
  ['no result', { custom_id: '1' }],
])('takes nothing from a line with %s', (_, line) => {
  expect(read(line)).toBeUndefined();
});
