import type { Mistake } from '../../core/errors.ts';
import type { TuningConstraint } from '../../core/tuning.ts';
import { parseDuration } from '../../core/units.ts';

/**
 * Reads a quantile of time as a share of late items: `latency p95 < 4s` lets 5 % of the items take longer than 4 s. A search is a
 * closed loop, in which an item is due when it starts, so that `latency` is `call` there.
 *
 * @returns `undefined` when the text is no such constraint
 */
function parseSlo(text: string): TuningConstraint | undefined {
  const match =
    /^\s*(?:call|latency)\s+(p\d{1,2}(?:\.\d+)?|median)\s*<=?\s*(\S+(?:\s*[a-z]+)?)\s*$/.exec(text);
  const quantile = match?.[1] === 'median' ? 50 : Number(match?.[1]?.slice(1));
  const limit = parseDuration(match?.[2]);
  if (!(quantile > 0) || limit === undefined || limit <= 0) return undefined;
  return {
    expr: `call p${quantile} < ${match?.[2]}`,
    metric: 'call',
    allowed: Math.round((100 - quantile) * 1e9) / 1e11,
    limit_ms: limit,
  };
}

/**
 * Reads a share: `1%` and `0.01` are the same.
 *
 * @returns `undefined` when the text is no share between 0 and 1
 */
export function parseShare(text: string): number | undefined {
  const match = /^\s*(\d+(?:\.\d+)?|\.\d+)\s*(%?)\s*$/.exec(text);
  if (!match) return undefined;
  const share = match[2] === '%' ? Number(match[1]) / 100 : Number(match[1]);
  return share <= 1 ? share : undefined;
}

/** Constraints as flags name them. */
export interface ConstraintTexts {
  readonly slo?: readonly string[];
  readonly maxErrors?: string;
  readonly maxRateLimited?: string;
}

const SLO_HINT = "write a percentile and a duration with its unit: --slo 'latency p95 < 4s'.";
const SHARE_HINT = 'write a share above 0: 1% or 0.01.';

/** All constraints, and all that is wrong with them. */
export function readConstraints({ slo = [], maxErrors, maxRateLimited }: ConstraintTexts): {
  readonly constraints: readonly TuningConstraint[];
  readonly mistakes: readonly Mistake[];
} {
  const constraints: TuningConstraint[] = [];
  const mistakes: Mistake[] = [];
  for (const text of slo) {
    const constraint = parseSlo(text);
    if (constraint) constraints.push(constraint);
    else {
      const bare = /<=?\s*[\d.]+\s*$/.test(text);
      const wanted = bare ? 'a bound with a unit' : 'a quantile of latency and its bound';
      const message = `expected ${wanted}, got "${text}".`;
      mistakes.push({ path: '--slo', message, hint: SLO_HINT });
    }
  }
  const share = (path: string, metric: 'errors' | 'rate_limited', text: string | undefined) => {
    if (text === undefined) return;
    const allowed = parseShare(text);
    if (allowed) constraints.push({ expr: `${metric} rate < ${shown(allowed)}`, metric, allowed });
    else mistakes.push({ path, message: `expected a share, got "${text}".`, hint: SHARE_HINT });
  };
  share('--max-errors', 'errors', maxErrors);
  share('--max-rate-limited', 'rate_limited', maxRateLimited);
  return { constraints, mistakes };
}

function shown(share: number): string {
  return `${Number((share * 100).toPrecision(6))}%`;
}
