import type { ProbeSample, ProbeState, TuningCandidate } from '../../core/tuning.ts';
import type { Combination } from './combinations.ts';

/** A combination that was tried. */
export interface Tried {
  readonly values: Combination;
  readonly strategy: string;
  readonly sample: ProbeSample;
  readonly state: ProbeState;
}

/** Success that nobody can tell apart. */
const SAME_SUCCESS = 0.001;

/**
 * The best first: those that keep to the constraints, then by share of answered items, then by answered items per second, attempts per
 * item, and tail.
 */
export function rankCandidates(tried: readonly Tried[]): readonly TuningCandidate[] {
  const candidates = tried.map(toCandidate).sort(compare);
  return candidates.map((candidate) => ({
    ...candidate,
    pareto: !candidates.some((other) => dominates(other, candidate)),
  }));
}

function toCandidate({ values, strategy, sample, state }: Tried): TuningCandidate {
  const { items, failed, attempts, perSecond, call } = sample;
  return {
    values,
    strategy,
    success: items === 0 ? 0 : 1 - failed / items,
    goodput_per_s: perSecond,
    ...(call && { call_p95_ms: call.p95 }),
    amplification: items === 0 ? 0 : attempts / items,
    state,
    pareto: false,
  };
}

const STATES: readonly ProbeState[] = ['feasible', 'undecided', 'infeasible'];

function compare(a: TuningCandidate, b: TuningCandidate): number {
  return (
    STATES.indexOf(a.state) - STATES.indexOf(b.state) ||
    successStep(b) - successStep(a) ||
    b.goodput_per_s - a.goodput_per_s ||
    a.amplification - b.amplification ||
    tailOf(a) - tailOf(b)
  );
}

/** Steps and not differences: "nearly equal" is not transitive, and a sort would depend on the order of what it is given. */
function successStep({ success }: TuningCandidate): number {
  return Math.round(success / SAME_SUCCESS);
}

/** Whether one is as good in everything, and better in something. */
function dominates(a: TuningCandidate, b: TuningCandidate): boolean {
  const [better, worse] = [goodness(a), goodness(b)];
  const isAsGood = better.every((value, i) => value >= (worse[i] ?? 0));
  return isAsGood && better.some((value, i) => value > (worse[i] ?? 0));
}

function goodness(candidate: TuningCandidate): readonly number[] {
  const { success, goodput_per_s, amplification } = candidate;
  return [success, goodput_per_s, -amplification, -tailOf(candidate)];
}

function tailOf({ call_p95_ms = Number.POSITIVE_INFINITY }: TuningCandidate): number {
  return call_p95_ms;
}
