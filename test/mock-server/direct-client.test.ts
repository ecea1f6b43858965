import { describe, expect, it } from 'vitest';
import { createMock } from '../../mock-server/core/mock.ts';
import { createDirectClient } from '../../mock-server/direct-client.ts';
import type { MockPlan } from '../../src/core/mock-plan.ts';
import type { Outcome } from '../../src/core/outcome.ts';
import type { ApiKind } from '../../src/core/plan.ts';
import { checkAnswer } from '../../src/runner/check-answer.ts';
import { aMockPlan, rpm } from '../helpers/mock-plan.ts';
import { anItem } from '../helpers/strategy-run.ts';
import { onVirtualClock } from '../helpers/virtual.ts';

const watch = { connected() {}, headers() {}, bytes() {}, token() {} };

/** Two calls at once. */
function twoOutcomes(plan: Partial<MockPlan>, api: ApiKind = 'anthropic'): Promise<Outcome[]> {
  return onVirtualClock((clock) => {
    const mock = createMock(aMockPlan(plan), { clock });
    const client = createDirectClient(mock, { api, stream: false });
    const send = (index: number) => {
      const { signal } = new AbortController();
      return client.send({ item: anItem(index), attempt: 0, watch, signal, onAbort() {} });
    };
    return Promise.all([send(0), send(1)]);
  });
}

describe('the limits that a reply tells', () => {
  it('are the headers of a reply and of a refusal, when only one may come at once', async () => {
    const [ok, refused] = await twoOutcomes({ limits: [rpm(60, 1)] });
    expect(ok?.rateLimit).toMatchObject({
      'anthropic-ratelimit-requests-limit': '60',
      'anthropic-ratelimit-requests-remaining': '0',
    });
    expect(refused).toMatchObject({ kind: 'rate-limited', status: 429, retryAfter: 1_000 });
    expect(refused?.rateLimit).toMatchObject({ 'anthropic-ratelimit-requests-remaining': '0' });
  });

  it('come in the dialect of the API, unless the mock speaks another one', async () => {
    const limits = [rpm(60, 2)];
    const [openai] = await twoOutcomes({ limits }, 'openai');
    expect(openai?.rateLimit).toMatchObject({ 'x-ratelimit-remaining-requests': '1' });
    const [silent] = await twoOutcomes({ limits, headers: 'none' });
    expect(silent?.rateLimit).toEqual({});
  });

  it('are told by an answer that a check refuses, too', async () => {
    const [ok] = await twoOutcomes({ limits: [rpm(60, 2)] });
    const refused = ok && checkAnswer(() => 'too short', ok, anItem(0));
    expect(refused).toMatchObject({ kind: 'invalid-output', rateLimit: ok?.rateLimit });
    expect(refused?.rateLimit).toMatchObject({ 'anthropic-ratelimit-requests-limit': '60' });
  });

  it('are absent where there are no limits', async () => {
    const [ok] = await twoOutcomes({});
    expect(ok).toMatchObject({ kind: 'ok' });
    expect(ok).not.toHaveProperty('rateLimit');
  });
});
