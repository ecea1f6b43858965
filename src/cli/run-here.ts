import { createRealClock } from '../clock/real.ts';
import { BenchError } from '../core/errors.ts';
import type { Plan } from '../core/plan.ts';
import { endingSignal } from '../runner/ending-signal.ts';
import { obtainConsent } from './cost/consent.ts';
import { holdYoungGeneration } from './hold-young-generation.ts';
import type { Io } from './io.ts';
import { keyFrom, openRealStage } from './real-stage.ts';
import type { OpenStage, SessionHost, SessionOutcome, SessionRequest } from './session.ts';
import { runSession } from './session.ts';
import type { Stop } from './stop-signals.ts';
import { mostInFlight } from './virtual/most-in-flight.ts';

/** Runs a session on the real clock, in this thread, and in others that help it. */
export function runHere(
  request: SessionRequest,
  io: Io,
  stop: Stop,
  events: Pick<SessionHost, 'onPlanned' | 'onStart' | 'onEnd' | 'drive'>,
): Promise<SessionOutcome> {
  return runSession(request, {
    ...events,
    async consent(plan, workload) {
      assertNoCommonAccount(plan, request);
      const { keyVariable } = plan.target;
      // Whoever has no key need not think about money.
      if (keyVariable !== undefined) keyFrom(io, keyVariable);
      await obtainConsent(plan, workload, request, io, stop.signal);
    },
    openStage: (plan, keepText) => openStage(plan, keepText, request, io, stop.signal),
    wall: () => createRealClock().wall(),
    signal: stop.signal,
    stoppedBy: () => stop.received,
  });
}

/** The cap may come from the scenario, so that no flag tells of it. */
function assertNoCommonAccount({ maxCostUsd }: Plan, { workers = 1 }: SessionRequest): void {
  if (workers === 1 || maxCostUsd === undefined) return;
  throw new BenchError(
    'USAGE',
    'maxCost does not go with --workers: threads have no common account.',
    { hint: 'leave one of both out; nothing was sent.' },
  );
}

async function openStage(
  plan: Plan,
  keepText: boolean,
  request: SessionRequest,
  io: Io,
  signal: AbortSignal,
): Promise<OpenStage> {
  const { workers = 1 } = request;
  const open = () => openRealStage(plan.target, { io, keepText });
  if (workers === 1) return holdingYoung(open, mostInFlight(plan));
  const stage = await open();
  try {
    const { startCrew } = await import('./workers/crew.ts');
    const ending = endingSignal(signal, stage);
    const crew = await startCrew(workers, { request, address: stage.address }, ending);
    const close = async () => {
      await crew.close();
      await stage.close();
    };
    return { ...stage, crew, close };
  } catch (error) {
    await stage.close();
    throw error;
  }
}

/** From the start: the warm-up alone would make it grow. */
async function holdingYoung(open: () => Promise<OpenStage>, inFlight: number): Promise<OpenStage> {
  const letGrow = holdYoungGeneration(inFlight);
  try {
    const stage = await open();
    const close = () => {
      letGrow();
      return stage.close();
    };
    return { ...stage, close };
  } catch (error) {
    letGrow();
    throw error;
  }
}
