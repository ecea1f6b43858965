import { createRealClock } from '../clock/real.ts';
import { obtainConsent } from './cost/consent.ts';
import type { Io } from './io.ts';
import { keyFrom, openRealStage } from './real-stage.ts';
import type { SessionHost, SessionOutcome, SessionRequest } from './session.ts';
import { runSession } from './session.ts';
import type { Stop } from './stop-signals.ts';

/** Runs a session on the real clock, in this thread. */
export function runHere(
  request: SessionRequest,
  io: Io,
  stop: Stop,
  events: Pick<SessionHost, 'onPlanned' | 'onStart' | 'onEnd'>,
): Promise<SessionOutcome> {
  return runSession(request, {
    ...events,
    async consent(plan, workload) {
      const { keyVariable } = plan.target;
      // Whoever has no key need not think about money.
      if (keyVariable !== undefined) keyFrom(io, keyVariable);
      await obtainConsent(plan, workload, request, io, stop.signal);
    },
    openStage: ({ target }, keepText) => openRealStage(target, { io, keepText }),
    wall: () => createRealClock().wall(),
    signal: stop.signal,
    stoppedBy: () => stop.received,
  });
}
