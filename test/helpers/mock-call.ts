import type { Admission, Call, Exchange, Refusal } from '../../mock-server/core/call.ts';
import type { Mock } from '../../mock-server/core/mock.ts';
import type { Milliseconds } from '../../src/core/units.ts';

/** Everything that a call's reply heard, with times on the mock's clock. */
export interface HeardReply {
  admission?: Admission;
  refusal?: Refusal;
  readonly tokensAt: Milliseconds[];
  endedAt?: Milliseconds;
}

/**
 * A call that the mock understood: item 0, first attempt, not streamed, unless a test says
 * otherwise.
 */
export function aCall(changes: Partial<Call> = {}): Call {
  return {
    item: 0,
    attempt: 0,
    retries: 0,
    stream: false,
    inputTokens: 10,
    maxTokens: 1_000,
    ...changes,
  };
}

/** Sends a call. `done` resolves when it is refused or complete; `heard` fills while it goes on. */
export function sendCall(mock: Mock, call: Call) {
  const heard: HeardReply = { tokensAt: [] };
  let exchange: Exchange | undefined;
  const done = new Promise<HeardReply>((resolve) => {
    const end = () => {
      heard.endedAt = mock.clock.now();
      resolve(heard);
    };
    exchange = mock.serve(call, {
      refused(refusal) {
        heard.refusal = refusal;
        end();
      },
      head(admission) {
        heard.admission = admission;
      },
      token: () => void heard.tokensAt.push(mock.clock.now()),
      end,
      failed: end,
    });
  });
  return { done, heard, abort: () => exchange?.abort() };
}
