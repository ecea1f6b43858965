import type { Microseconds } from '../core/ledger.ts';
import type { TimeoutStage } from '../core/outcome.ts';
import type { TimeoutPlan } from '../core/plan.ts';
import type { Milliseconds } from '../core/units.ts';

/** How far an attempt has come. */
interface Progress {
  readonly sent: Microseconds;
  readonly socketReady: Microseconds | undefined;
  readonly headersAt: Microseconds | undefined;
  readonly firstToken: Microseconds | undefined;
  readonly lastArrival: Microseconds | undefined;
}

interface Deadline {
  readonly stage: TimeoutStage;
  readonly at: Microseconds;
}

/** The deadline that an attempt would miss first, if nothing more happened to it. */
export function nextDeadline(
  timeouts: TimeoutPlan,
  streaming: boolean,
  { sent, socketReady, headersAt, firstToken, lastArrival }: Progress,
): Deadline | undefined {
  const waiting = headersAt === undefined;
  // A client that cannot see its sockets reports the head only.
  const connecting = waiting && socketReady === undefined;
  let first = connecting ? deadline('connect', sent, timeouts.connect) : undefined;
  first = earlier(
    first,
    waiting
      ? deadline('headers', sent, timeouts.headers)
      : deadline('idle', lastArrival, timeouts.idle),
  );
  if (streaming && firstToken === undefined) {
    first = earlier(first, deadline('first-token', sent, timeouts.firstToken));
  }
  return earlier(first, deadline('total', sent, timeouts.total));
}

function deadline(
  stage: TimeoutStage,
  from: Microseconds | undefined,
  after: Milliseconds | undefined,
): Deadline | undefined {
  if (from === undefined || after === undefined) return undefined;
  return { stage, at: from + after * 1_000 };
}

/** Of two at the same instant the first: the earlier stage says more. */
function earlier(a: Deadline | undefined, b: Deadline | undefined): Deadline | undefined {
  if (!a || !b) return a ?? b;
  return b.at < a.at ? b : a;
}
