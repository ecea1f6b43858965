import type { MockPlan } from '../../src/core/mock-plan.ts';
import type { Sampler } from '../../src/core/sampler.ts';
import type { Milliseconds } from '../../src/core/units.ts';
import { roundToMicrosecond } from '../../src/core/units.ts';
import { createCount, createShape } from '../latency/create.ts';
import type { Course, Draw, Shape } from '../latency/shape.ts';
import { total } from '../latency/shape.ts';
import type { Load } from '../load/load.ts';
import type { Call } from './call.ts';

/** Everything about a reply that is drawn. */
export interface Script {
  readonly course: Course;
  /** Nominal service time. */
  readonly demand: Milliseconds;
  /** Nominal time from the start of service to the first event with tokens. */
  readonly ttft: Milliseconds;
  readonly outputTokens: number;
  /** The first of them. */
  readonly thinkingTokens: number;
  readonly tokensPerEvent: number;
  /** Whether the call's maximum cuts the reply short. */
  readonly cut: boolean;
}

/** Number of the last token in the event after token number `count`. No event holds both thinking and text. */
export function eventAfter(script: Script, count: number): number {
  const { outputTokens, thinkingTokens, tokensPerEvent } = script;
  const border = count < thinkingTokens ? thinkingTokens : outputTokens;
  return Math.min(count + tokensPerEvent, border);
}

/** Writes scripts by a plan. */
export class ScriptWriter {
  readonly #load: Load;
  readonly #shape: Shape;
  readonly #textTokens: number | Sampler;
  readonly #thinkingTokens: number | Sampler;
  readonly #tokensPerEvent: number | Sampler;

  constructor(plan: MockPlan, load: Load) {
    this.#load = load;
    this.#shape = plan.latency ? createShape(plan.latency) : total({ sample: () => load.nominal });
    this.#textTokens = createCount(plan.outputTokens);
    this.#thinkingTokens = createCount(plan.thinkingTokens ?? 0);
    this.#tokensPerEvent = createCount(plan.tokensPerEvent ?? 1);
  }

  write({ maxTokens, inputTokens, cacheReadTokens = 0 }: Call, draw: Draw): Script {
    const thinking = drawCount('thinking_tokens', this.#thinkingTokens, draw);
    const uncut = thinking + Math.max(1, drawCount('output_tokens', this.#textTokens, draw));
    const outputTokens = Math.min(maxTokens, uncut);
    const thinkingTokens = Math.min(thinking, outputTokens);
    const tokensPerEvent = Math.max(1, drawCount('tokens_per_event', this.#tokensPerEvent, draw));
    // Tokens come by events, and no event holds both thinking and text.
    const first = Math.min(tokensPerEvent, thinkingTokens || outputTokens);
    const uncached = Math.max(0, inputTokens - cacheReadTokens);
    const { timeOf } = this.#load;
    const course = timeOf
      ? { head: 0, base: 0, span: outputTokens }
      : this.#shape.course(draw, uncached, outputTokens);
    return {
      course,
      demand: timeOf?.(uncached, outputTokens) ?? roundToMicrosecond(course.base + course.span),
      ttft:
        timeOf?.(uncached, first) ??
        roundToMicrosecond(course.base + (course.span * first) / Math.max(1, outputTokens)),
      outputTokens,
      thinkingTokens,
      tokensPerEvent,
      cut: maxTokens < uncut,
    };
  }
}

function drawCount(purpose: string, of: number | Sampler, draw: Draw): number {
  return typeof of === 'number' ? of : draw(purpose, of);
}
