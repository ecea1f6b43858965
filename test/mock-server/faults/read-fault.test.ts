import { expect, it } from 'vitest';
import { readFault } from '../../../mock-server/faults/read-fault.ts';

it('hits one request, under the name of its kind and with its defaults', () => {
  expect(readFault({ kind: 'status' })).toEqual({
    id: 'status',
    kind: 'status',
    options: { status: 529, headers: {} },
    when: { armed: 1 },
  });
});

it('takes options and conditions side by side, and durations with a unit', () => {
  expect(
    readFault({
      id: 'mine',
      kind: 'idle-close',
      after: '2s',
      armed: 3,
      rate: 0.5,
      items: [1, 2],
      model: 'm',
      window: ['1s', 5_000],
    }),
  ).toEqual({
    id: 'mine',
    kind: 'idle-close',
    options: { after: 2_000 },
    when: { armed: 3, rate: 0.5, items: [1, 2], model: 'm', window: [1_000, 5_000] },
  });
});

it.each([
  [{ kind: 'meteor' }, 'unknown kind "meteor"; known: '],
  [{}, 'unknown kind "undefined"'],
  [{ kind: 'status', status: 99 }, 'status takes no such status.'],
  [{ kind: 'status', status: '529' }, 'status takes no such status.'],
  [{ kind: 'status', colour: 'red' }, 'status takes no such colour.'],
  [{ kind: 'status', rate: 2 }, 'status takes no such rate.'],
  [{ kind: 'status', armed: 0 }, 'status takes no such armed.'],
  [{ kind: 'slow-body', bytesPerSecond: 0 }, 'slow-body takes no such bytesPerSecond.'],
])('refuses %j', (fields, message) => {
  expect(() => readFault(fields)).toThrow(message);
});
