import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readMockOptions } from '../../src/cli/mock-options.ts';

const LLM = { kind: 'lognormal', mean: 2_000, cv: 0.35 };

describe('without a file', () => {
  it.each([
    [{}, { latency: LLM }],
    [{ rpm: '5' }, { latency: LLM, limits: { rpm: 5 } }],
    [{ preset: ['anthropic-tier1'] }, { latency: LLM, preset: ['anthropic-tier1'] }],
    [
      { preset: ['anthropic-tier1', 'article-curve'] },
      { preset: ['anthropic-tier1', 'article-curve'] },
    ],
    [{ latency: '5ms' }, { latency: { kind: 'constant', ms: '5ms' } }],
  ])('takes 2 s unless something says how long: %j', async (flags, options) => {
    expect(await readMockOptions(flags)).toEqual(options);
  });
});

describe('with a file', () => {
  async function withFile(text: string, flags: object) {
    const folder = await mkdtemp(join(tmpdir(), 'mock-'));
    try {
      const config = join(folder, 'mock.json');
      await writeFile(config, text);
      return await readMockOptions({ ...flags, config });
    } finally {
      await rm(folder, { recursive: true });
    }
  }

  it('lets flags win, value by value within limits', async () => {
    const text = '{"latency":{"kind":"constant","ms":5},"limits":{"rpm":50,"burst":5}}';
    expect(await withFile(text, { rpm: '80' })).toEqual({
      latency: { kind: 'constant', ms: 5 },
      limits: { rpm: 80, burst: 5 },
    });
  });

  it.each([['{'], ['[]'], ['null']])('refuses %s', async (text) => {
    await expect(withFile(text, {})).rejects.toMatchObject({ code: 'USAGE' });
  });

  it('refuses a file that is not there', async () => {
    await expect(readMockOptions({ config: '/nowhere.json' })).rejects.toMatchObject({
      code: 'USAGE',
    });
  });
});
