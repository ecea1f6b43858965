import { expect, it } from 'vitest';
import { mock } from '../../../src/scenario/target/mock.ts';
import { planOf } from '../scenarios.ts';

it('plans how the mock speaks, apart from how it is asked', async () => {
  const options = {
    keys: ['secret'],
    models: ['claude-haiku-5-5'],
    pings: '5s',
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
