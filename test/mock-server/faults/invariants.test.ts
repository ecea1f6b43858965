import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createMock } from '../../../mock-server/core/mock.ts';
import { createFetch } from '../../../mock-server/fetch.ts';
import type { FaultPlan } from '../../../src/core/fault-plan.ts';
import { aFault, aMockPlan, rpm } from '../../helpers/mock-plan.ts';
import { onVirtualClock } from '../../helpers/virtual.ts';

const KINDS: readonly Pick<FaultPlan, 'kind' | 'options'>[] = [
  { kind: 'status', options: { status: 529, headers: {} } },
  { kind: 'page', options: { status: 502 } },
  { kind: 'empty', options: {} },
  { kind: 'hang', options: {} },
  { kind: 'reset', options: {} },
  { kind: 'fin', options: { afterEvents: 4 } },
  { kind: 'reset', options: { afterEvents: 0 } },
  { kind: 'stall', options: {} },
  { kind: 'stall', options: { afterEvents: 2 } },
  { kind: 'clean-end', options: { afterEvents: 0 } },
  { kind: 'cut-json', options: { afterEvents: 5 } },
  { kind: 'error-event', options: { afterEvents: 3, status: 529 } },
  { kind: 'truncated-json', options: {} },
  { kind: 'json-answer', options: { form: 'cut', json: '{}' } },
  { kind: 'slow-body', options: { bytesPerSecond: 50_000 } },
  { kind: 'slicer', options: { most: 40 } },
  { kind: 'crlf', options: {} },
  { kind: 'no-final-blank', options: {} },
];

const someFaults = fc.uniqueArray(fc.nat(KINDS.length - 1), { maxLength: 6 }).chain((indices) =>
  fc.tuple(
    ...indices.map((index) =>
      fc.double({ min: 0, max: 1, noNaN: true }).map((rate) => {
        const kind = KINDS[index] ?? { kind: 'empty', options: {} };
        return aFault({ id: `f${index}`, ...kind, when: { rate } });
      }),
    ),
  ),
);

const someRequests = fc.array(
  fc.record({
    at: fc.nat(1_000),
    stream: fc.boolean(),
    /** After how long the client goes away; later than any reply ends, it hardly ever does. */
    patience: fc.integer({ min: 0, max: 400 }),
  }),
  { minLength: 1, maxLength: 20 },
);

const LATER = 10_000;

it('keeps its books under random faults and aborts: every request ends once, all is free', async () => {
  await fc.assert(
    fc.asyncProperty(someFaults, someRequests, fc.boolean(), async (faults, requests, queued) => {
      await onVirtualClock(async (clock) => {
        const queue = { slots: 2, maxWaiting: 4, discipline: 'fifo', whenFull: 529 } as const;
        const mock = createMock(
          aMockPlan({ faults, limits: [rpm(600, 8)], rejectLatency: 20, ...(queued && { queue }) }),
          { clock },
        );
        const fetch = createFetch(mock);
        for (const { at, stream, patience } of requests) {
          const controller = new AbortController();
          clock.at(at + patience, () => controller.abort());
          clock.at(at, () => {
            fetch('http://mock.invalid/v1/messages', {
              method: 'POST',
              headers: { 'x-api-key': 'key', 'anthropic-version': '2026-10-21' },
              body: JSON.stringify({ model: 'm', max_tokens: 9, stream, messages: [{}] }),
              signal: controller.signal,
            })
              .then((response) => response.text())
              .catch(() => 'a fault or an abort');
          });
        }
        await clock.sleep(LATER);
        const { in_flight_integral_ms: integral, ...state } = mock.state();
        const rows = [...mock.rows()];
        expect(state).toMatchObject({ in_flight: 0, in_service: 0, requests: rows.length });
        const counted = Object.values(state.outcomes).reduce((sum, count) => sum + count, 0);
        expect(counted).toBe(rows.length);
        const latencies = rows.reduce((sum, row) => sum + row.endedAt - row.arrivedAt, 0);
        expect(integral).toBeCloseTo(latencies, 6);
        const ids = faults.map(({ id }) => `fault:${id}`);
        const known = ['ok', 'client-abort', 'limited:requests', 'queue-full', ...ids];
        expect(known).toEqual(expect.arrayContaining(rows.map(({ outcome }) => outcome)));
      });
    }),
    { seed: 1, numRuns: 200 },
  );
});
