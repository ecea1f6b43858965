import { describe, expect, it } from 'vitest';
import type { Outcome } from '../../src/core/outcome.ts';
import { ItemFinder } from '../../src/runner/item-finder.ts';
import type { OpenJob } from '../../src/runner/open-job.ts';

function anOpenJob(index: number, prompt: string, state: Partial<OpenJob> = {}): OpenJob {
  const never = (): Promise<Outcome> => Promise.reject(new Error('not called'));
  const item = { index, prompt, maxTokens: 16 };
  return { item, busy: false, outcome: undefined, call: never, attempt: never, ...state };
}

function finderOf(...jobs: OpenJob[]): ItemFinder {
  const finder = new ItemFinder();
  for (const job of jobs) finder.add(job);
  return finder;
}

const asking = (content: unknown) => JSON.stringify({ messages: [{ role: 'user', content }] });

describe('the item of a request', () => {
  const two = finderOf(anOpenJob(0, 'Who?'), anOpenJob(1, 'Why?'));

  it.each([
    ['is the one that its header names', '1', asking('Who?'), 1],
    ['is the one whose prompt is in its body', null, asking('Why?'), 1],
    ['is found in a content block', null, asking([{ type: 'text', text: 'Why?' }]), 1],
    ['is nobody when no prompt fits as a whole', null, asking('Why? Because.'), undefined],
    ['is nobody when the header names no item', '7', asking('Why?'), undefined],
    ['is nobody when the body is no JSON', null, 'Why?', undefined],
    ['is nobody without a body', null, undefined, undefined],
  ])('%s', (_, header, body, index) => {
    expect(two.find(header, body)?.item.index).toBe(index);
  });

  it('is of equal prompts the first that is neither answered nor on the wire', () => {
    const ok: Outcome = { kind: 'ok' };
    const refused: Outcome = { kind: 'overloaded', message: 'busy' };
    const finder = finderOf(
      anOpenJob(0, 'Same', { outcome: ok }),
      anOpenJob(1, 'Same', { busy: true }),
      anOpenJob(2, 'Same', { outcome: refused }),
      anOpenJob(3, 'Same'),
    );
    expect(finder.find(null, asking('Same'))?.item.index).toBe(2);
  });
});
