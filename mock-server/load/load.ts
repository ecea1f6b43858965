import type { Clock } from '../../src/core/clock.ts';
import type { OptionSpecs } from '../../src/core/option.ts';
import type { Milliseconds } from '../../src/core/units.ts';
import type { VariantDefinition } from '../../src/core/variant.ts';

/** How requests that are served at the same time slow each other down. */
export interface Load {
  /** Nominal service time of a request when there is no latency model. */
  readonly nominal: Milliseconds;
  /**
   * Work is counted in output tokens: milestones lie at numbers of them, and there is no latency
   * model. Tells the time of a request that is alone.
   */
  readonly timeOf?: (inputTokens: number, outputTokens: number) => Milliseconds;
  /** An empty server. */
  createStation(clock: Clock): Station;
}

/**
 * A request in service. Its milestones lie at nominal offsets: after so much time, were it alone on
 * the server.
 */
export interface Progress {
  /**
   * Input that has to be read before the first token, where work is counted in tokens.
   * @default 0
   */
  readonly uncachedInputTokens?: number;
  /**
   * A milestone is reached.
   *
   * @param now the instant: the same for all that are reached together
   * @returns the nominal offset of the next one, counted from the start of service; `undefined` =
   * service is over
   */
  reach(now: Milliseconds): Milliseconds | undefined;
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
