import { expect, it } from 'vitest';
import { createMock } from '../../mock-server/core/mock.ts';
import { statusLine, totals } from '../../src/cli/mock-status.ts';
import { aCall, sendCall } from '../helpers/mock-call.ts';
import { aMockPlan, rpm } from '../helpers/mock-plan.ts';
import { onVirtualClock } from '../helpers/virtual.ts';

it('says what goes on, how fast it comes, and how much was refused', async () => {
  const lines = await onVirtualClock(async (clock) => {
    const plan = aMockPlan({
      limits: [rpm(60, 3)],
      queue: { slots: 1, discipline: 'fifo', whenFull: 529 },
    });
    const mock = createMock(plan, { clock });
    const before = mock.state();
    for (let item = 0; item < 4; item++) sendCall(mock, aCall({ item }));
    await clock.sleep(50);
    const busy = statusLine(mock.state(), before);
    await clock.sleep(450);
    return [busy, statusLine(mock.state(), before), totals(mock.state())];
  });
  expect(lines).toEqual([
    '3 in flight · 2 waiting · 4 requests · 80.0/s · 1 refused (429)',
    '0 in flight · 4 requests · 8.0/s · 1 refused (429)',
    'served 4 requests: 1 limited:requests, 3 ok',
  ]);
});

it('says what the end cut off', () => {
  expect(totals({ requests: 1, outcomes: {}, in_flight: 1 })).toBe('served 1 request: 1 cut off');
});

it('says that nothing came', async () => {
  const line = await onVirtualClock(async (clock) => {
    return totals(createMock(aMockPlan(), { clock }).state());
  });
  expect(line).toBe('served 0 requests');
});
