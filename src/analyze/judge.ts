import type { RunResult } from '../core/run-result.ts';
import type { Notice, VerdictStatus } from '../core/verdict.ts';
import { VERDICT_STATUSES } from '../core/verdict.ts';
import { comparisonFindings } from './compare/findings.ts';
import type { Finding } from './thresholds/reasons.ts';
import { thresholdFindings } from './thresholds/reasons.ts';
import { validityFindings } from './validity/validity.ts';

/** What is said of a run, before the command line turns it into an exit code. */
export interface Judgement {
  readonly status: VerdictStatus;
  /** Worst first. */
  readonly reasons: readonly Notice[];
}

type Unjudged = Omit<RunResult, 'verdict'>;

/**
 * Says whether a run is a result at all, and whether it kept its thresholds and what its baseline did. The most severe finding decides; an
 * interrupted run is `partial`, whatever else is wrong with it.
 */
export function judge(run: Unjudged): Judgement {
  const unusable = [...threw(run), ...noData(run), ...overflowed(run)];
  const findings: readonly Finding[] = [
    ...(wasInterrupted(run) ? [{ status: 'partial', notice: notAll(run) } as const] : []),
    ...unusable.map((notice) => ({ status: 'invalid', notice }) as const),
    ...validityFindings(run),
    ...thresholdFindings(run.thresholds),
    ...comparisonFindings(run.comparison),
  ];
  const sorted = VERDICT_STATUSES.flatMap((status) =>
    findings.filter((finding) => finding.status === status),
  );
  return {
    status: sorted[0]?.status ?? 'pass',
    reasons: sorted.map(({ notice }) => notice),
  };
}

/** Strategies are missing, or more of them are incomplete than those that threw; and no threshold ended the run. */
function wasInterrupted(run: Unjudged): boolean {
  if (run.thresholds?.some(({ aborted }) => aborted)) return false;
  const incomplete = run.strategies.filter(({ complete }) => !complete).length;
  return run.strategies.length < run.plan.strategies.length || incomplete > threw(run).length;
}

function notAll({ strategies, plan, warnings }: Unjudged): Notice {
  const why = warnings.find(({ code }) => code === 'mock-lost' || code === 'max-cost');
  if (why) return why;
  const done = strategies.filter(({ complete }) => complete).length;
  return {
    code: 'partial',
    message: `the run was interrupted: ${done} of ${plan.strategies.length} strategies are complete`,
    hint: 'run it again to compare all of them; what was measured is kept.',
  };
}

function threw({ warnings }: Unjudged): Notice[] {
  return warnings.filter(({ code }) => code === 'strategy-threw');
}

/** A run in which nothing succeeded says nothing about speed. */
function noData({ strategies }: Unjudged): Notice[] {
  if (strategies.some(({ metrics }) => metrics.counts.completed > 0)) return [];
  const first = strategies.flatMap(({ metrics }) => metrics.errors)[0];
  return [
    {
      code: 'no-data',
      message: `no item succeeded${first ? `; most attempts ended ${first.outcome}: ${first.example}` : ''}`,
      hint: first
        ? 'mend what the errors name, then run again.'
        : 'no attempt failed either: run it again, to its end.',
    },
  ];
}

/** Dropping what there is no room for hides a stall from every figure of the items that are left. */
function overflowed({ plan, strategies }: Unjudged): Notice[] {
  const { overflow } = plan;
  if (!overflow || overflow.allowed) return [];
  return strategies.flatMap(({ name, metrics }) =>
    metrics.overflowed === undefined
      ? []
      : [
          {
            code: 'dropped',
            message: `strategy "${name}" dropped ${metrics.overflowed} of ${metrics.counts.scheduled} items, which its percentiles do not show`,
            hint: 'let them queue (no overflow), or say that they may be dropped: overflow: { …, allowed: true }.',
          },
        ],
  );
}
