import { VirtualClock } from '../../src/clock/virtual.ts';
import type { Truth } from '../../src/core/truth.ts';
import type { ForeignWire, Stage } from '../../src/runner/stage.ts';
import { FakeClient } from './fake-client.ts';

/** For strategies that are not the user's own code. */
const NO_WIRE: ForeignWire = {
  baseUrl: 'http://nowhere.invalid',
  host: 'nowhere.invalid',
  fetch: () => Promise.reject(new Error('nobody fetches')),
  labelled: true,
  createReader() {
    throw new Error('nobody reads');
  },
};

export interface VirtualStageParts {
  /** What the stage calls itself; its clocks are virtual all the same. @default virtual */
  readonly clockKind?: Stage['clockKind'];
  readonly truth?: () => Promise<Truth>;
  readonly lost?: AbortSignal;
  /** Called before a round opens. */
  onOpen?(): Promise<never> | undefined;
  /** Called at a time of each clock. */
  readonly at?: { readonly time: number; run(): void } | undefined;
  /** Calls that virtual time refuses in each round. */
  readonly refused?: readonly string[];
  /** Where the clients go. */
  readonly clients?: FakeClient[];
}

/** Rounds on virtual clocks of their own, against servers that answer after 1 s; with it, what they were opened with. */
export function aVirtualStage(parts: VirtualStageParts = {}) {
  const { clockKind = 'virtual', truth, lost, at, refused = [], clients = [] } = parts;
  const opened: [seed: number, connections: number | undefined][] = [];
  const stage: Stage = {
    clockKind,
    wall: () => new Date('2026-01-01T00:00:00Z'),
    ...(lost && { lost }),
    async onClock(_seed, round) {
      const clock = new VirtualClock();
      const value = await clock.run(() => {
        if (at) clock.at(at.time, () => at.run());
        return round(clock);
      });
      return { value, figures: { ...clock.stats, refused } };
    },
    async open({ seed, connections, clock }) {
      await parts.onOpen?.();
      const client = new FakeClient(clock, { service: () => 1_000 });
      clients.push(client);
      opened.push([seed, connections]);
      return { client, wire: NO_WIRE, close: () => client.close(), ...(truth && { truth }) };
    },
  };
  return { stage, clients, opened };
}
