import { expect, it } from 'vitest';
import { mock } from '../../../src/scenario/target/mock.ts';
import { mistakesOf, planOf } from '../scenarios.ts';

it('plans how the mock speaks, apart from how it is asked', async () => {
  const options = {
    keys: ['secret'],
    models: ['claude-haiku-5-5'],
    workspaces: { shop: ['secret'] },
    pings: '5s',
    maxBuffered: 65_536,
    padding: true,
    obfuscation: true,
    text: 'multibyte',
  } as const;
  const { plan } = await planOf({ target: mock(options) });
  expect(plan.target.mock?.wire).toStrictEqual({ ...options, pings: 5_000 });
  expect(plan.target).not.toHaveProperty('padding');
});

it('accepts any key and any model, and writes plain text, unless told otherwise', async () => {
  const { plan } = await planOf({ target: mock() });
  expect(plan.target.mock?.wire).toStrictEqual({
    padding: false,
    obfuscation: false,
    text: 'plain',
  });
});

it.each([
  [{ shop: [] }],
  [{ 'shop\n': ['a'] }],
  [{ shop: [''] }],
  [{ shop: ['a'], research: ['a'] }],
  [['a']],
])('refuses %j as workspaces', async (workspaces) => {
  const [message] = await mistakesOf({ target: { kind: 'mock', workspaces } });
  expect(message).toMatch(
    /^target\.workspaces: expected lists of API keys by the names of workspaces, no key twice/,
  );
});

it('refuses keys of workspaces that are not accepted, and shows none of them', async () => {
  const target = { kind: 'mock', keys: ['key-1'], workspaces: { shop: ['key-1', 'key-2'] } };
  expect(await mistakesOf({ target })).toEqual([
    'target.workspaces: 1 of these keys are not among those that are accepted.',
    '  name them in keys, too, or leave keys out.',
  ]);
});
