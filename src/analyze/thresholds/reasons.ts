import type { ThresholdResult, ThresholdVerdict } from '../../core/threshold.ts';
import type { Notice, VerdictStatus } from '../../core/verdict.ts';

/** Something that decides about a run. */
export interface Finding {
  readonly status: VerdictStatus;
  readonly notice: Notice;
}

/** Rows that one notice names; the table has them all. */
const NAMED = 3;
/** Characters of all their names together: a notice is a headline. One is always named. */
const LONGEST = 120;

interface Wording {
  readonly verdict: ThresholdVerdict;
  readonly status: VerdictStatus;
  readonly code: string;
  readonly said: string;
  readonly hint?: string;
}

const WORDINGS: readonly Wording[] = [
  {
    verdict: 'error',
    status: 'error',
    code: 'assert-threw',
    said: 'assert stopped with an error',
    hint: 'it may throw only assertion errors; mend it, and judge the result again with bench check.',
  },
  {
    verdict: 'no-data',
    status: 'invalid',
    code: 'threshold-no-data',
    said: 'without data',
    hint: "measure what it asks for, or write onNoData: 'skip' where its absence is fine.",
  },
  { verdict: 'regressed', status: 'regressed', code: 'threshold-regressed', said: 'regressed' },
  { verdict: 'fail', status: 'failed', code: 'threshold-failed', said: 'failed' },
  {
    verdict: 'inconclusive',
    status: 'inconclusive',
    code: 'threshold-inconclusive',
    said: 'undecided',
  },
];

/** What the thresholds say of a run, one finding for each kind of trouble. Warnings decide nothing. */
export function thresholdFindings(rows: readonly ThresholdResult[] = []): readonly Finding[] {
  return WORDINGS.flatMap(({ verdict, status, code, said, hint }) => {
    const hit = rows.filter((row) => row.severity === 'error' && row.verdict === verdict);
    if (hit.length === 0) return [];
    const ended = hit.find(({ aborted }) => aborted);
    const notice = {
      code: ended ? 'aborted' : code,
      message: ended ? `aborted: ${nameOf(ended)} failed` : sentence(verdict, said, hit, rows),
      ...(hint !== undefined && { hint }),
    };
    return [{ status, notice }];
  });
}

function sentence(
  verdict: ThresholdVerdict,
  said: string,
  hit: readonly ThresholdResult[],
  { length: all }: readonly ThresholdResult[],
): string {
  if (verdict === 'error') return `${said}: ${hit.map(({ message }) => message).join('; ')}`;
  const names = fewNames(hit.slice(0, NAMED).map(nameOf));
  const rest = hit.length > names.length ? ` and ${hit.length - names.length} more` : '';
  return `${hit.length} of ${all} threshold${all === 1 ? '' : 's'} ${said}: ${names.join(', ')}${rest}`;
}

function fewNames(names: readonly string[]): readonly string[] {
  let length = 0;
  return names.filter((name, i) => {
    length += name.length;
    return i === 0 || length <= LONGEST;
  });
}

/** `latency p95 < 800ms (semaphore)`, or `latency{strategy=semaphore} p95 < 800ms`. */
function nameOf({ key, expr, strategy, message }: ThresholdResult): string {
  const text = key === 'assert' ? expr : `${key} ${expr}`;
  if (strategy === undefined) return text;
  const named = key.endsWith(`{strategy=${strategy}}`);
  const notes = [...(named ? [] : [strategy]), ...(message === undefined ? [] : [message])];
  return notes.length === 0 ? text : `${text} (${notes.join(', ')})`;
}
