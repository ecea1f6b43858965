import { linearRegression, median, min } from 'simple-statistics';
import type { ToldLimit } from '../../core/run-result.ts';
import type { RecordedAttempt } from './recorded.ts';

/** What the mock's `limits` are to be. */
export interface FittedLimits {
  readonly rpm?: number;
  readonly burst?: number;
  readonly itpm?: number;
  readonly otpm?: number;
  readonly tpm?: number;
  readonly maxConcurrent?: number;
}

const MINUTE = 60_000;
/** Two refusals nearer to each other tell no rate. */
const SHORTEST_SPAN = 5_000;

type Rounds = readonly (readonly RecordedAttempt[])[];

/** Limits as headers told them, and as refusals show them where headers did not. */
export function fitLimits(
  rounds: Rounds,
  told: readonly ToldLimit[],
): { readonly limits: FittedLimits; readonly from: 'headers' | 'refusals' } | undefined {
  const perMinute = (dimension: ToldLimit['dimension']) =>
    told.find((limit) => limit.dimension === dimension)?.per_minute;
  const [itpm, otpm, tpm] = [
    perMinute('input_tokens'),
    perMinute('output_tokens'),
    perMinute('tokens'),
  ];
  const requests = fitRequests(rounds, told);
  const maxConcurrent = fitConcurrency(rounds);
  const limits = {
    ...requests,
    ...(itpm !== undefined && { itpm }),
    ...(otpm !== undefined && { otpm }),
    // Anthropic tells the sum of both beside them.
    ...(tpm !== undefined && itpm === undefined && otpm === undefined && { tpm }),
    ...(maxConcurrent !== undefined && { maxConcurrent }),
  };
  if (Object.keys(limits).length === 0) return undefined;
  return { limits, from: told.length > 0 ? 'headers' : 'refusals' };
}

/**
 * A bucket is empty at each refusal: what it had let in by then is `burst + rate × time`. Where nothing was refused, its
 * headers tell what was left after so many requests.
 */
function fitRequests(
  rounds: Rounds,
  told: readonly ToldLimit[],
): Pick<FittedLimits, 'rpm' | 'burst'> {
  const header = told.find(({ dimension }) => dimension === 'requests');
  const refusals = rounds.map((round) =>
    round.filter(isRequestRefusal).map(({ sent_us, admitted }) => [sent_us / 1_000, admitted]),
  );
  const shown = header ? undefined : rateOf(refusals);
  const rpm = header?.per_minute ?? (shown === undefined ? undefined : threeDigits(shown * MINUTE));
  if (rpm === undefined) return {};
  const rate = rpm / MINUTE;
  const bursts = refusals
    .filter((points) => points.length > 0)
    .map((points) => median(points.map(([t = 0, admitted = 0]) => admitted - rate * t)));
  const burst = bursts.length > 0 ? Math.max(...bursts) : header && burstBy(header, rounds, rate);
  return { rpm, ...(burst !== undefined && { burst: Math.max(1, Math.round(burst)) }) };
}

/** Slope of the round whose refusals reach furthest. */
function rateOf(refusals: readonly (readonly number[][])[]): number | undefined {
  const span = (points: readonly number[][]) => (points.at(-1)?.[0] ?? 0) - (points[0]?.[0] ?? 0);
  const [longest = []] = refusals.toSorted((a, b) => span(b) - span(a));
  if (span(longest) < SHORTEST_SPAN) return undefined;
  const { m } = linearRegression([...longest]);
  return m > 0 ? m : undefined;
}

/** What was left when the request was let in, and what had gone by then; never above the limit itself. */
function burstBy(
  { remaining, limit, sent_ms }: ToldLimit,
  [first = []]: Rounds,
  rate: number,
): number {
  const last = first.findLast(({ sent_us }) => sent_us / 1_000 <= sent_ms);
  return Math.min(limit, remaining + (last?.admitted ?? 1) - rate * sent_ms);
}

function isRequestRefusal({ outcome, message = '' }: RecordedAttempt): boolean {
  return outcome === 'rate-limited' && !/token|concurren/i.test(message);
}

/** The fewest in service that were too many. */
function fitConcurrency(rounds: Rounds): number | undefined {
  const refused = rounds.flat().filter(({ message = '' }) => /concurren/i.test(message));
  if (refused.length === 0) return undefined;
  return Math.max(1, min(refused.map(({ inService }) => inService)));
}

function threeDigits(value: number): number {
  return Number(value.toPrecision(3));
}
