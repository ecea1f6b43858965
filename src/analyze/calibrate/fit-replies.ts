import { median } from 'simple-statistics';
import type { OutcomeKind } from '../../core/outcome.ts';
import type { Json } from '../../core/plan.ts';
import type { Notice } from '../../core/verdict.ts';
import { quantileTable } from './fit-times.ts';
import type { RecordedAttempt } from './recorded.ts';

type Options = { readonly [option: string]: Json };

/** Failures that the mock can be told to make, by status, with their shares. */
export function fitFaults(attempts: readonly RecordedAttempt[]): Options {
  const admitted = attempts.filter(({ outcome }) => outcome !== 'rate-limited');
  const statuses = new Map<number, number>();
  for (const { outcome, status } of admitted) {
    if (status === undefined || (outcome !== 'overloaded' && outcome !== 'server-error')) continue;
    statuses.set(status, (statuses.get(status) ?? 0) + 1);
  }
  if (statuses.size === 0) return {};
  const faults = [...statuses].map(([status, count]) => [
    `status-${status}`,
    { kind: 'status', status, rate: Number((count / admitted.length).toPrecision(3)) },
  ]);
  return { faults: Object.fromEntries(faults) };
}

/** What no fault of the mock is made from. */
const LEFT_OUT: ReadonlySet<OutcomeKind> = new Set([
  'timeout',
  'truncated',
  'invalid-output',
  'connection',
  'client-error',
]);

/** Failures that the profile leaves out. */
export function leftOut(attempts: readonly RecordedAttempt[]): readonly Notice[] {
  const others = attempts.filter(({ outcome }) => LEFT_OUT.has(outcome));
  if (others.length === 0) return [];
  const kinds = [...new Set(others.map(({ outcome }) => outcome))].join(', ');
  return [
    {
      code: 'left-out',
      message: `${others.length} attempts that ended in ${kinds} are not in the profile`,
      hint: 'add faults to the scenario: mock({ profile, faults: { … } }).',
    },
  ];
}

/** What a refusal is like: how long it takes, and what it says of when to come back. */
export function fitRefusals(attempts: readonly RecordedAttempt[]): Options {
  const refused = attempts.filter(({ outcome }) => outcome === 'rate-limited');
  if (refused.length === 0) return {};
  const ms = median(refused.map(({ sent_us, ended_us }) => (ended_us - sent_us) / 1_000));
  const waits = refused.flatMap(({ retry_after_ms }) => retry_after_ms ?? []);
  return { rejectLatency: round(ms), retryAfter: retryAfterRule(waits) };
}

function retryAfterRule(waits: readonly number[]): string {
  if (waits.length === 0) return 'none';
  return waits.every((wait) => wait % 1_000 === 0) ? 'exact-ceil' : 'ms';
}

/** Output tokens as they came, so that limits on tokens are met alike. */
export function fitTokens(answered: readonly RecordedAttempt[]): Options {
  const tokens = answered.flatMap(({ output_tokens }) => output_tokens ?? []);
  const [first] = tokens;
  if (first === undefined) return {};
  if (tokens.every((count) => count === first)) return { outputTokens: first };
  const quantiles = quantileTable(tokens).map(([p, count]) => [p, count]);
  return { outputTokens: { kind: 'empirical', quantiles } };
}

function round(ms: number): number {
  return Number(ms.toFixed(3));
}
