import { expect, it } from 'vitest';
import { readFault } from '../../../mock-server/faults/read-fault.ts';
import { faults } from '../../../mock-server/faults/registry.ts';

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

it.each([...faults])('takes every option of %s that has a default', (kind, { options }) => {
  const defaults = Object.entries(options).flatMap(([name, spec]) =>
    spec.default === undefined ? [] : [[name, spec.default]],
  );
  const named = Object.fromEntries(defaults);
  expect(readFault({ kind, ...named })).toMatchObject({ kind, options: named });
});

it.each([
  [{ kind: 'meteor' }, 'unknown kind "meteor"; known: '],
  [{}, 'unknown kind "undefined"'],
  [{ kind: 'status', status: 99 }, 'status takes no such status.'],
  [{ kind: 'status', status: '529' }, 'status takes no such status.'],
  [
    { kind: 'status', colour: 'red' },
    'status has no colour; known: status, body, headers, rate, nth, every, armed, model, items, window.',
  ],
  [{ kind: 'status', constructor: 1 }, 'status has no constructor; known: '],
  [{ kind: 'status', rate: 2 }, 'status takes no such rate.'],
  [{ kind: 'status', armed: 0 }, 'status takes no such armed.'],
  [{ kind: 'json-answer', form: 'rhymed' }, 'json-answer takes no such form.'],
  [{ kind: 'slow-body', bytesPerSecond: 0 }, 'slow-body takes no such bytesPerSecond.'],
])('refuses %j', (fields, message) => {
  expect(() => readFault(fields)).toThrow(message);
});

it.each([['text/html\r\nx: y'], ['text/html\n'], ['☃'], ['']])(
  'takes no content type that HTTP cannot carry: %j',
  (value) => {
    expect(() => readFault({ kind: 'content-type', value })).toThrow(
      'content-type takes no such value.',
    );
  },
);

it.each([[{ 'x y': '5' }], [{ x: 'two\nlines' }], [{ x: 5 }], [['x']]])(
  'takes no headers that HTTP cannot carry: %j',
  (headers) => {
    expect(() => readFault({ kind: 'status', headers })).toThrow('status takes no such headers.');
  },
);
