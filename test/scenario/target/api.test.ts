import { expect, it } from 'vitest';
import { anthropic } from '../../../src/scenario/target/anthropic.ts';
import { openai } from '../../../src/scenario/target/openai.ts';
import { mistakesOf, planOf } from '../scenarios.ts';

it('asks Anthropic with the key of ANTHROPIC_API_KEY unless told otherwise', async () => {
  const { plan } = await planOf({ target: anthropic() });

  expect(plan.target).toStrictEqual({
    kind: 'api',
    api: 'anthropic',
    model: 'claude-haiku-5-5',
    stream: false,
    client: 'http',
    freshClient: false,
    baseUrl: 'https://api.anthropic.com',
    keyVariable: 'ANTHROPIC_API_KEY',
    billed: true,
  });
});

it('asks OpenAI with the key of OPENAI_API_KEY unless told otherwise', async () => {
  const { plan } = await planOf({ target: openai({ client: 'sdk', stream: true }) });

  expect(plan.target).toMatchObject({
    api: 'openai',
    client: 'sdk',
    stream: true,
    baseUrl: 'https://api.openai.com',
    keyVariable: 'OPENAI_API_KEY',
  });
});

it('sends no key to another server unless its variable is named', async () => {
  const baseURL = 'http://127.0.0.1:8000/v1';
  const without = await planOf({ target: openai({ baseURL }) });
  const named = await planOf({ target: openai({ baseURL, keyVariable: 'MY_KEY' }) });

  expect(without.plan.target).not.toHaveProperty('keyVariable');
  expect(named.plan.target).toMatchObject({ keyVariable: 'MY_KEY' });
});

it.each([
  ['http://127.0.0.1:8000', 'http://127.0.0.1:8000'],
  ['http://127.0.0.1:8000/v1', 'http://127.0.0.1:8000'],
  ['https://host/api/v1/', 'https://host/api'],
])('reads the base URL %s as %s', async (baseURL, baseUrl) => {
  const { plan } = await planOf({ target: openai({ baseURL }) });

  expect(plan.target.baseUrl).toBe(baseUrl);
});

it.each(['https://user:secret@host', 'secret', 'ftp://secret', 5])(
  'refuses the base URL %j without showing text that may be a secret',
  async (baseURL) => {
    const mistakes = await mistakesOf({ target: { kind: 'openai', baseURL } });

    expect(mistakes[0]).toMatch(
      /^target\.baseURL: expected an http or https URL without credentials/,
    );
    expect(mistakes.join()).not.toContain('secret');
  },
);

it('refuses a key in place of its variable without showing it', async () => {
  const mistakes = await mistakesOf({ target: { kind: 'openai', keyVariable: 'abc-secret' } });

  expect(mistakes).toEqual([
    'target.keyVariable: expected the name of an environment variable, got other text.',
    '  name the variable, not the key: keyVariable: "MY_API_KEY".',
  ]);
});

it('does not show the value of an unknown option, which may be a key', async () => {
  const mistakes = await mistakesOf({ target: { kind: 'anthropic', apiKey: 'abc-secret' } });

  expect(mistakes[0]).toBe('target.apiKey: unknown option.');
  expect(mistakes.join()).not.toContain('secret');
});

it('names the known targets for an unknown one', async () => {
  expect(await mistakesOf({ target: { kind: 'antropic' } })).toEqual([
    'target.kind: unknown value "antropic"; did you mean "anthropic"?',
    '  known: mock, anthropic, openai.',
  ]);
});

it.each([
  ['http://127.0.0.1:8000', undefined, undefined],
  ['http://localhost:8000', undefined, undefined],
  ['http://[::1]:8000', undefined, undefined],
  ['http://gateway.localhost', undefined, undefined],
  ['http://127.0.0.1:8000', true, true],
  ['https://api.example.com', undefined, true],
  ['http://localhost.example.com', undefined, true],
  ['http://10.0.0.7:8000', undefined, true],
  ['http://10.0.0.7:8000', false, undefined],
])('%s with billed: %s is billed: %s', async (baseURL, billed, expected) => {
  const target = anthropic({ baseURL, ...(billed !== undefined && { billed }) });
  expect((await planOf({ target })).plan.target.billed).toBe(expected);
});
