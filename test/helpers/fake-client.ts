import type { AttemptRequest, AttemptWatch, Client } from '../../src/core/client.ts';
import type { Clock } from '../../src/core/clock.ts';
import type { Outcome } from '../../src/core/outcome.ts';
import type { Milliseconds } from '../../src/core/units.ts';

/** What an attempt reports on its way, in milliseconds after its send. */
export interface FakeStages {
  /** A new socket is ready; absent: one was reused at once. */
  readonly connected?: Milliseconds;
  /** The client cannot see its sockets. */
  readonly blind?: true;
  readonly headers?: Milliseconds;
  /** Bytes that are no tokens. */
  readonly pings?: readonly Milliseconds[];
  readonly reasoning?: readonly Milliseconds[];
  readonly tokens?: readonly Milliseconds[];
}

export interface FakeReplies {
  /** From the send to the outcome; Infinity = never. */
  service(item: number, attempt: number): Milliseconds;
  /** @default ok, always */
  outcome?(item: number, attempt: number): Outcome;
  stages?(item: number, attempt: number): FakeStages;
  /** What an aborted attempt settles as. @default cancelled */
  readonly onAbort?: Outcome;
}

/** One attempt that reached the fake. */
export interface FakeRequest {
  readonly item: number;
  readonly attempt: number;
  readonly at: Milliseconds;
}

export const OK: Outcome = { kind: 'ok', status: 200 };

const CANCELLED: Outcome = { kind: 'cancelled', message: 'aborted' };

/** Bytes of every arrival. */
const CHUNK = 10;

/** A client that answers in virtual time as it is told. An abort settles at once. */
export class FakeClient implements Client {
  readonly requests: FakeRequest[] = [];
  inFlight = 0;
  peak = 0;
  closed = false;
  readonly #clock: Clock;
  readonly #replies: FakeReplies;

  constructor(clock: Clock, replies: FakeReplies) {
    this.#clock = clock;
    this.#replies = replies;
  }

  send({ item: { index: item }, attempt, watch, signal }: AttemptRequest): Promise<Outcome> {
    const sent = this.#clock.now();
    this.requests.push({ item, attempt, at: sent });
    this.inFlight++;
    this.peak = Math.max(this.peak, this.inFlight);
    const { service, outcome, stages, onAbort = CANCELLED } = this.#replies;
    const steps = stagesToSteps(stages?.(item, attempt) ?? {}, watch);
    return new Promise((resolve) => {
      const settle = (result: Outcome) => {
        for (const timer of timers) timer.cancel();
        signal.removeEventListener('abort', cancel);
        this.inFlight--;
        resolve(result);
      };
      const cancel = () => settle(onAbort);
      const end = () => settle(outcome?.(item, attempt) ?? OK);
      const timers = [...steps, { after: service(item, attempt), run: end }]
        .filter(({ after }) => Number.isFinite(after))
        .map(({ after, run }) => this.#clock.at(sent + after, run, 0));
      if (signal.aborted) cancel();
      else signal.addEventListener('abort', cancel, { once: true });
    });
  }

  async close(): Promise<void> {
    this.closed = true;
  }
}

interface Step {
  readonly after: Milliseconds;
  run(): void;
}

function stagesToSteps(stages: FakeStages, watch: AttemptWatch): Step[] {
  const { connected, headers, pings = [], reasoning = [], tokens = [] } = stages;
  const chunk = (after: Milliseconds, isToken: boolean, output: boolean): Step => ({
    after,
    run() {
      watch.bytes(CHUNK);
      if (isToken) watch.token(output);
    },
  });
  if (connected === undefined && stages.blind !== true) watch.connected(false);
  return [
    ...(connected === undefined ? [] : [{ after: connected, run: () => watch.connected(true) }]),
    ...(headers === undefined ? [] : [{ after: headers, run: () => watch.headers() }]),
    ...pings.map((after) => chunk(after, false, false)),
    ...reasoning.map((after) => chunk(after, true, false)),
    ...tokens.map((after) => chunk(after, true, true)),
  ];
}
