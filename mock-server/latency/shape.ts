import type { OptionSpecs } from '../../src/core/option.ts';
import type { Sampler } from '../../src/core/sampler.ts';
import type { Milliseconds } from '../../src/core/units.ts';
import type { VariantDefinition } from '../../src/core/variant.ts';

/**
 * When the parts of a reply exist, were it alone on the server, counted from the start of service:
 * token k of n at `base + span * k / n`, the last one with the end of the reply.
 */
export interface Course {
  /** When a stream's head leaves. */
  readonly head: Milliseconds;
  readonly base: Milliseconds;
  readonly span: Milliseconds;
}

/** Draws a quantity; the purpose keys the draw. */
export type Draw = (purpose: string, of: Sampler) => number;

/** How the time of a reply is made up. */
export interface Shape {
  course(draw: Draw, uncachedInputTokens: number, outputTokens: number): Course;
}

export type ShapeDefinition<
  K extends string = string,
  S extends OptionSpecs = OptionSpecs,
> = VariantDefinition<K, S, Shape>;

/** One draw is the whole service time; the tokens are spread evenly over it. */
export function total(demand: Sampler): Shape {
  return { course: (draw) => ({ head: 0, base: 0, span: draw('demand', demand) }) };
}
