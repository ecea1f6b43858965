import type { Clock } from '../../src/core/clock.ts';
import type { OptionSpecs } from '../../src/core/option.ts';
import type { Milliseconds } from '../../src/core/units.ts';
import type { VariantDefinition } from '../../src/core/variant.ts';

/** How requests that are served at the same time slow each other down. */
export interface Load {
  /** Nominal service time of a request when there is no latency model. */
  readonly nominal: Milliseconds;
  /** An empty server. */
  createStation(clock: Clock): Station;
}

/**
 * A request in service. Its milestones lie at nominal offsets: after so much time, were it alone on
 * the server.
 */
export interface Progress {
  /**
   * A milestone is reached.
   *
   * @returns the nominal offset of the next one, counted from the start of service; `undefined` =
   * service is over
   */
  reach(): Milliseconds | undefined;
}

/** Serves requests: decides when each milestone is reached. */
export interface Station {
  start(progress: Progress, first: Milliseconds): Visit;
}

/** One request's stay at a station. */
export interface Visit {
  /** Ends it before its time. Harmless when it is over. */
  leave(): void;
}

export type LoadDefinition<
  K extends string = string,
  S extends OptionSpecs = OptionSpecs,
> = VariantDefinition<K, S, Load>;
