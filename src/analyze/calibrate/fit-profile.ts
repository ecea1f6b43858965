import type { Json } from '../../core/plan.ts';
import type { ProfileFit } from '../../core/profile.ts';
import type { RunResult } from '../../core/run-result.ts';
import type { Notice } from '../../core/verdict.ts';
import { fitLimits } from './fit-limits.ts';
import type { LoadCurve } from './fit-load.ts';
import { fitLoad, onCurve } from './fit-load.ts';
import { fitFaults, fitRefusals, fitTokens, leftOut } from './fit-replies.ts';
import { fitSlots, stretchOf } from './fit-slots.ts';
import type { LognormalFit } from './fit-times.ts';
import { fitLognormal, quantileTable } from './fit-times.ts';
import type { RecordedAttempt, RecordedItem } from './recorded.ts';
import { attemptsByRound } from './recorded.ts';

/** Answered attempts that a fit stands on, at least. */
export const LEAST_ATTEMPTS = 30;

/** Options of a mock that behaves as the recorded server did, and what they were read off. */
export interface FittedProfile {
  readonly options: { readonly [option: string]: Json };
  readonly fit: Omit<ProfileFit, 'checks'>;
}

/**
 * Fits a mock server to a recorded run: service times as if alone, how they grow with the load, limits, refusals, failures.
 *
 * @param items rows of the run
 * @returns `undefined` with fewer than 30 answered attempts
 */
export function fitProfile(
  { strategies }: Pick<RunResult, 'strategies'>,
  items: readonly RecordedItem[],
): FittedProfile | undefined {
  const rounds = attemptsByRound(items);
  const attempts = rounds.flat();
  const answered = attempts.filter(({ outcome }) => outcome === 'ok');
  if (answered.length < LEAST_ATTEMPTS) return undefined;
  const steady = answered.filter(({ isSteady }) => isSteady);
  const served = (steady.length >= LEAST_ATTEMPTS ? steady : answered).map((attempt) => ({
    inService: attempt.inService,
    ms: serviceOf(attempt),
  }));
  const curve = fitLoad(served);
  const slots = curve && fitSlots(served, curve);
  const { latency, lognormal } = fitLatency(answered, stretchBy(curve, slots));
  const told = strategies.flatMap(({ metrics }) =>
    metrics.told_limits ? [metrics.told_limits] : [],
  );
  const limits = fitLimits(rounds, told[0] ?? []);
  const refused = attempts.some(({ outcome }) => outcome === 'rate-limited');
  const notices = [...leftOut(attempts), ...(refused && !limits ? [NO_LIMITS] : [])];
  return {
    options: {
      latency,
      ...loadOf(curve, slots),
      ...(limits && { limits: { ...limits.limits } }),
      ...fitRefusals(attempts),
      ...fitTokens(answered),
      ...fitFaults(attempts),
    },
    fit: {
      attempts: answered.length,
      lognormal: {
        median_ms: lognormal.median,
        sigma: lognormal.sigma,
        distance: lognormal.distance,
      },
      latency: lognormal.fits ? 'lognormal' : 'empirical',
      ...(slots === undefined ? curve && { load: curve } : { slots }),
      ...(limits && { limits: limits.from }),
      notices,
    },
  };
}

const NO_LIMITS: Notice = {
  code: 'no-limits',
  message: 'requests were refused, and neither headers nor the times of the refusals tell a limit',
  hint: 'name it beside the profile: mock({ profile, limits: { rpm: 50 } }).',
};

/** Milliseconds. */
function serviceOf({ sent_us, ended_us }: RecordedAttempt): number {
  return (ended_us - sent_us) / 1_000;
}

interface LatencyFit {
  readonly latency: Json;
  /** Of whole service times, whatever the latency is made of. */
  readonly lognormal: LognormalFit;
}

/** How much longer a request takes with so many in service. */
type Stretch = (inService: number) => number;

function stretchBy(curve: LoadCurve | undefined, slots: number | undefined): Stretch {
  if (slots !== undefined) return (inService) => stretchOf(inService, slots);
  const alone = curve?.[0]?.[1];
  if (!curve || alone === undefined) return () => 1;
  return (inService) => onCurve(curve, inService) / alone;
}

function loadOf(curve: LoadCurve | undefined, slots: number | undefined) {
  if (slots !== undefined) return { queue: { slots } };
  return curve && { load: { kind: 'curve', points: curve, sampling: 'arrival' } };
}

/** A distribution of whole times; of streams one of the time to the first token and one between tokens. */
function fitLatency(answered: readonly RecordedAttempt[], stretchAt: Stretch): LatencyFit {
  // Where enough had the server to themselves, the others only add what waiting does.
  const unhindered = answered.filter(({ inService }) => stretchAt(inService) === 1);
  const chosen = unhindered.length >= LEAST_ATTEMPTS ? unhindered : answered;
  const stretch = ({ inService }: RecordedAttempt) => stretchAt(inService);
  const lognormal = fitLognormal(chosen.map((each) => serviceOf(each) / stretch(each)));
  const phases = chosen.flatMap((each) => phasesOf(each, stretch(each)));
  // Some streams of a single token do no harm; a run without streams has none at all.
  if (phases.length < chosen.length / 2) {
    const times = chosen.map((each) => serviceOf(each) / stretch(each));
    return { latency: distributionOf(times, lognormal), lognormal };
  }
  const ttft = phases.map((phase) => phase.ttft);
  const itl = phases.map((phase) => phase.itl);
  const latency = {
    kind: 'phased',
    ttft: distributionOf(ttft, fitLognormal(ttft)),
    itl: distributionOf(itl, fitLognormal(itl)),
  };
  return { latency, lognormal };
}

/** Times of a stream, as if it had been alone. */
function phasesOf(
  { sent_us, first_token_us, last_token_us, output_tokens = 0 }: RecordedAttempt,
  stretch: number,
): readonly { readonly ttft: number; readonly itl: number }[] {
  if (first_token_us === undefined || last_token_us === undefined || output_tokens < 2) return [];
  const ttft = (first_token_us - sent_us) / 1_000 / stretch;
  const itl = (last_token_us - first_token_us) / 1_000 / (output_tokens - 1) / stretch;
  // A logarithm needs something.
  return ttft > 0 && itl > 0 ? [{ ttft, itl }] : [];
}

function distributionOf(values: readonly number[], { median, sigma, fits }: LognormalFit): Json {
  if (fits) return { kind: 'lognormal', median: digits(median), sigma: digits(sigma) };
  return { kind: 'empirical', quantiles: quantileTable(values).map(([p, ms]) => [p, digits(ms)]) };
}

function digits(value: number): number {
  return Number(value.toPrecision(6));
}
