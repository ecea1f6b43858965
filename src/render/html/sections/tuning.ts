import type { SizeFamily } from '../../../analyze/size-family.ts';
import { sizeFamilies } from '../../../analyze/size-family.ts';
import type { Summary } from '../../../analyze/summary.ts';
import type { RunResult } from '../../../core/run-result.ts';
import { countOf, formatDuration, formatPerSecond, formatShare } from '../../format.ts';
import { tuningFinding } from '../../sentences.ts';
import type { Series } from '../../series.ts';
import type { CurvePoint } from '../charts/curve.ts';
import type { Figure } from '../figure.ts';
import { figureOf } from '../figure.ts';
import { limitOf } from '../limits.ts';

/** Throughput against latency over the sizes of one family. */
export interface TuningView {
  readonly heading: string;
  readonly caption: string;
  readonly figure: Figure;
  readonly rows: readonly {
    readonly size: string;
    readonly best: boolean;
    readonly throughput: string;
    readonly p95: string;
    readonly rateLimited: string;
    readonly failed: string;
  }[];
}

/** Beside its table. */
const WIDTH = 640;

export function tuningView(
  result: RunResult,
  summary: Summary,
  series: ReadonlyMap<string, Series>,
): TuningView | undefined {
  const family = sizeFamilies(summary)[0];
  const points = family ? pointsOf(family) : [];
  const identity = series.get(family?.best ?? family?.members[0]?.name ?? '');
  if (!family || !identity || points.length < 3) return undefined;
  const limit = limitOf(result, 'call');
  return {
    heading: tuningFinding(family),
    caption: `Each point is one size, ${countOf(family.members[0]?.result.rounds.length ?? 1, 'round')}; thin lines are the range over rounds. Further right is faster, lower is quicker; more than 5 % of the attempts of a hollow one were rate-limited.`,
    figure: figureOf(
      'tuning',
      'curve',
      { series: identity, points, ...(limit !== undefined && { limit }) },
      WIDTH,
    ),
    rows: family.members.map(({ size, name, throughput, result: { metrics } }) => ({
      size: String(size),
      best: name === family.best,
      throughput: formatPerSecond(throughput.centre),
      p95: formatDuration(metrics.call?.p95_ms),
      rateLimited: formatShare(shareRefused(metrics.attempts)),
      failed: formatShare(unanswered(metrics.counts)),
    })),
  };
}

/** A size that answered nothing has no latency, and no point. */
function pointsOf({ members, best }: SizeFamily): readonly CurvePoint[] {
  return members.flatMap(({ size, name, throughput, result: { metrics, rounds } }) =>
    metrics.call
      ? [
          {
            size,
            perSecond: [throughput.centre, throughput.low, throughput.high] as const,
            p95: metrics.call.p95_ms,
            ...rangeOf(rounds.flatMap(({ distributions }) => distributions?.call?.p95_ms ?? [])),
            rateLimited: shareRefused(metrics.attempts) ?? 0,
            best: name === best,
          },
        ]
      : [],
  );
}

function rangeOf(p95s: readonly number[]): Pick<CurvePoint, 'p95Range'> {
  return p95s.length > 1 ? { p95Range: [Math.min(...p95s), Math.max(...p95s)] } : {};
}

function shareRefused(
  attempts: RunResult['strategies'][number]['metrics']['attempts'],
): number | undefined {
  return attempts.total > 0 ? attempts['rate-limited'] / attempts.total : undefined;
}

function unanswered({
  scheduled,
  completed,
}: {
  readonly scheduled: number;
  readonly completed: number;
}): number | undefined {
  return scheduled > 0 ? (scheduled - completed) / scheduled : undefined;
}
