import { expect, it } from 'vitest';
import { providers } from '../../../src/client/providers/registry.ts';

it.each(Object.entries(providers))(
  'lists %s under its kind, with a base URL without a path',
  (kind, { baseUrl, ...definition }) => {
    expect(definition.kind).toBe(kind);
    expect(`${new URL(baseUrl).origin}`).toBe(baseUrl);
    expect(definition.keyVariable).toMatch(/^[A-Z]+_API_KEY$/);
  },
);
