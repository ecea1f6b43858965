import { PassThrough } from 'node:stream';
import { describe, expect, it } from 'vitest';
import type { Consent } from '../../../src/cli/cost/consent.ts';
import { obtainConsent } from '../../../src/cli/cost/consent.ts';
import { anthropic, batches, openai, sequential, workers } from '../../../src/index.ts';
import { planOf } from '../../scenario/scenarios.ts';

/** 1,000 questions of 40 characters: 10 tokens in, 100 out at most; on Haiku 4.5 0.00051 dollars each. */
const workload = { count: 1_000, prompt: () => 'x'.repeat(40), maxTokens: 100 };
const target = anthropic({ model: 'claude-haiku-4-5' });
const WHAT =
  'about 1,000 requests to api.anthropic.com (claude-haiku-4-5) for up to about $0.51, retries not included, at the prices of 2026-10-24';

interface Terminal {
  /** What is typed; absent where stdin is no terminal. */
  readonly typed?: string;
}

/** Whether there was consent, and what was said. */
async function consent(
  fields: object,
  flags: Consent = {},
  { typed }: Terminal = {},
): Promise<{ error: unknown; said: string }> {
  const planned = await planOf({ target, workload, ...fields });
  const stdin = Object.assign(new PassThrough(), { isTTY: typed !== undefined });
  if (typed !== undefined) stdin.end(typed);
  const stderr = new PassThrough({ encoding: 'utf8' });
  const io = { stdin, stderr } as unknown as Parameters<typeof obtainConsent>[3];
  const { signal } = new AbortController();
  const error = await obtainConsent(planned.plan, planned.workload, flags, io, signal).catch(
    (reason: unknown) => reason,
  );
  return { error, said: String(stderr.read() ?? '') };
}

describe('without a terminal', () => {
  it('a run that costs money is refused with what it would send', async () => {
    expect(await consent({})).toMatchObject({
      error: {
        code: 'COST_DECLINED',
        message: `this run would send ${WHAT}; nothing was sent.`,
        hint: 'add --yes to agree, or --max-cost 0.51 to agree to no more than that.',
      },
      said: '',
    });
  });

  it('--yes agrees, and what is sent is told', async () => {
    expect(await consent({}, { yes: true })).toEqual({
      error: undefined,
      said: `this run sends ${WHAT}\n`,
    });
  });

  it('--max-cost agrees to no more than that', async () => {
    expect(await consent({ maxCost: 0.2 }, { maxCost: 0.2 })).toEqual({
      error: undefined,
      said: `this run sends ${WHAT}; it ends before it costs more than $0.20\n`,
    });
  });

  it('a cap is no remedy where the price is not known', async () => {
    const { error } = await consent({ target: openai({ model: 'mine' }) });
    expect(error).toMatchObject({ hint: 'add --yes to agree.' });
  });

  it("a scenario's own maxCost does not agree", async () => {
    expect((await consent({ maxCost: 0.2 })).error).toMatchObject({ code: 'COST_DECLINED' });
  });

  it.each([
    ['the mock', { kind: 'mock' }],
    ['a server on this machine', anthropic({ baseURL: 'http://127.0.0.1:4010' })],
    ['a server that costs nothing', openai({ baseURL: 'http://10.0.0.7:8000', billed: false })],
  ])('nobody is asked for %s', async (_, free) => {
    expect(await consent({ target: free })).toEqual({ error: undefined, said: '' });
  });
});

describe('at a terminal', () => {
  it.each(['y\n', 'Y\n', 'yes\n'])('%j agrees', async (typed) => {
    expect(await consent({}, {}, { typed })).toEqual({
      error: undefined,
      said: `Send ${WHAT}? [y/N] `,
    });
  });

  it.each(['n\n', '\n', 'yesterday\n', ''])('%j does not', async (typed) => {
    expect((await consent({}, {}, { typed })).error).toMatchObject({
      code: 'COST_DECLINED',
      message: 'not agreed; nothing was sent.',
    });
  });
});

describe('the estimate', () => {
  const told = async (fields: object) => (await consent(fields, { yes: true })).said;

  it('takes batches at half price', async () => {
    const strategies = { one: sequential(), batch: batches() };
    expect(await told({ strategies })).toContain('about 2,000 requests');
    expect(await told({ strategies })).toContain('for up to about $0.765');
  });

  it('counts every strategy', async () => {
    const strategies = { one: sequential(), two: workers({ size: 2 }) };
    expect(await told({ strategies })).toContain('for up to about $1.02');
  });

  it('says that a price is not known', async () => {
    expect(await told({ target: openai({ model: 'mine' }) })).toBe(
      'this run sends about 1,000 requests to api.openai.com (mine), at a price that is not known\n',
    );
  });

  it('says that a task is several calls', async () => {
    const task = async () => 'done';
    expect(await told({ task })).toContain('about 1,000 requests of one call or more to');
  });
});
