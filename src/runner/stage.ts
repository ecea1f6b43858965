import type { BatchClient } from '../core/batches.ts';
import type { Client } from '../core/client.ts';
import type { Clock } from '../core/clock.ts';
import type { MockHost } from '../core/health.ts';
import type { Item } from '../core/item.ts';
import type { Truth } from '../core/truth.ts';
import type { ReplyReader } from '../core/wire.ts';
import type { MachineTime, ProcessUsage } from '../measure/watch-generator.ts';

/** What a round asks of its target. */
export interface RoundNeeds {
  readonly seed: number;
  /** Most attempts in flight: the strategy's width. `undefined` = no bound. */
  readonly connections: number | undefined;
  readonly clock: Clock;
  /** Whether the target's batch API is asked, too. */
  readonly batches: boolean;
  /** Whether a mock server is asked beforehand what it will answer. */
  readonly foretells: boolean;
  /** Called while the mock server answers at once and limits nothing: others open their connections then. */
  readonly prepare?: () => Promise<void>;
}

/** What the user's own client code sends its requests over. */
export interface ForeignWire {
  /** Without a trailing slash or `/v1`. */
  readonly baseUrl: string;
  /** With its port, for messages. */
  readonly host: string;
  readonly fetch: typeof globalThis.fetch;
  /** Whether requests say which item and attempt they are, as the mock server wants to know. */
  readonly labelled: boolean;
  /** @param path of the request */
  createReader(path: string): ReplyReader;
}

/** A target that is ready for one round. */
export interface OpenRound {
  readonly client: Client;
  /** Its batch API, where the round asked for it. */
  readonly batches?: BatchClient;
  /** Output tokens that it will answer an item with, where the round asked for it. */
  foretell?(item: Item): number;
  /** The same target for requests that are not ours. */
  readonly wire: ForeignWire;
  /** The mock server's own account of the round; absent for a real API. */
  truth?(): Promise<Truth>;
  /** Makes the mock server as new: buckets full, nothing counted. Absent for a real API. */
  reset?(): Promise<void>;
  close(): Promise<void>;
}

/** Figures that a virtual clock has when its round is over. */
export interface ClockFigures {
  readonly events: number;
  readonly virtualTime: number;
  readonly leftoverTimers: number;
  /** Calls that would have left virtual time; whoever made them may have swallowed the error. */
  readonly refused: readonly string[];
}

/** Where rounds take place: on which clock, and against what. */
export interface Stage {
  readonly clockKind: Clock['kind'];
  /** Absent for a real API. */
  readonly mock?: MockHost;
  /** Aborts when the mock server went away, with a `BenchError` as its reason; absent where it cannot. */
  readonly lost?: AbortSignal;
  /** Wall time of the run's start, for its label. */
  wall(): Date;
  /** What this process has used; absent on a virtual clock, where the machine changes no figure. */
  usage?(): ProcessUsage;
  /** What the machine has done, where its system tells. */
  machineTime?(): MachineTime | undefined;
  /**
   * Runs a round on a clock: the real one, or a virtual one that starts at 0.
   *
   * @throws {VirtualTimeError} rejects when virtual time cannot bring the round to its end
   */
  onClock<T>(
    seed: number,
    round: (clock: Clock) => Promise<T>,
  ): Promise<{ value: T; figures?: ClockFigures }>;
  /** A fresh server, or a clean one: buckets full, nothing counted. */
  open(needs: RoundNeeds): Promise<OpenRound>;
}
