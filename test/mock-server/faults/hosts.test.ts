import { expect, it } from 'vitest';
import { createMock } from '../../../mock-server/core/mock.ts';
import { faults } from '../../../mock-server/faults/registry.ts';
import { createFetch } from '../../../mock-server/fetch.ts';
import { createRealClock } from '../../../src/clock/real.ts';
import type { FaultPlan } from '../../../src/core/fault-plan.ts';
import { aFault, aMockPlan } from '../../helpers/mock-plan.ts';

function aMock(...planned: FaultPlan[]) {
  return createMock(aMockPlan({ faults: planned }), { clock: createRealClock() });
}

const NEEDS_A_SOCKET = aFault({ id: 'late', kind: 'delayed-close', options: { after: 10 } });

it('refuses a fault that the in-process fetch cannot carry, and says what can', () => {
  expect(() => createFetch(aMock(NEEDS_A_SOCKET))).toThrow(
    expect.objectContaining({
      code: 'MOCK_FAILED',
      message:
        'the in-process fetch cannot carry the fault "late" (delayed-close); nothing was started.',
      hint: 'use the HTTP server, or remove "late" from `faults`.',
    }),
  );
});

it('refuses to arm such a fault, or to be configured with it, once the host is there', () => {
  const mock = aMock();
  createFetch(mock);
  const plan = aMockPlan({ faults: [NEEDS_A_SOCKET] });
  expect(() => mock.arm(NEEDS_A_SOCKET)).toThrow('cannot carry');
  expect(() => mock.configure(plan)).toThrow('cannot carry');
  expect(mock.plan.faults).toEqual([]);
});

it('takes a reset before the head everywhere, but one in a reply not under msw', () => {
  const early = aFault({ kind: 'reset' });
  const late = aFault({ kind: 'reset', options: { afterEvents: 1 } });
  const under = (host: 'fetch' | 'msw', fault: FaultPlan) => () => aMock(fault).attach(host);
  expect(under('fetch', early)).not.toThrow();
  expect(under('msw', early)).not.toThrow();
  expect(under('fetch', late)).not.toThrow();
  expect(under('msw', late)).toThrow('msw cannot carry the fault "f" (reset)');
});

it.each([...faults])('describes %s in one sentence', (kind, { kind: own, summary }) => {
  expect(own).toBe(kind);
  expect(summary).toMatch(/^[A-Z].*\.$/);
});
