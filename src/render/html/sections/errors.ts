import type { FailureGroup } from '../../../analyze/failures.ts';
import { failureGroups } from '../../../analyze/failures.ts';
import type { RunResult } from '../../../core/run-result.ts';
import { formatCount, formatDuration, MISSING } from '../../format.ts';
import { shorten } from '../../markup.ts';
import { errorsFinding } from '../../sentences.ts';

/** Attempts that failed, by kind and wording. */
export interface ErrorsView {
  readonly heading: string;
  readonly rows: readonly ErrorRow[];
}

interface ErrorRow {
  readonly outcome: string;
  readonly status: string;
  readonly count: string;
  readonly laterOk: string;
  readonly firstAt: string;
  readonly toldToWait: string;
  readonly strategies: readonly { readonly name: string; readonly count: string }[];
  readonly example: string;
  /** Which attempt of which item the example is. */
  readonly exampleOf: string;
}

const LONGEST_EXAMPLE = 300;

export function errorsView(result: RunResult): ErrorsView | undefined {
  const groups = failureGroups(result);
  if (groups.length === 0) return undefined;
  return { heading: errorsFinding(result, groups), rows: groups.map(rowOf) };
}

function rowOf(group: FailureGroup): ErrorRow {
  const { outcome, status, count, laterOk, first_ms, strategies, example, example_of } = group;
  return {
    outcome,
    status: status === undefined ? MISSING : String(status),
    count: formatCount(count),
    laterOk: formatCount(laterOk),
    firstAt: formatDuration(first_ms),
    toldToWait: toldToWait(group),
    strategies: strategies.map((each) => ({ name: each.name, count: formatCount(each.count) })),
    example: shorten(example, LONGEST_EXAMPLE),
    // People count attempts from 1; items go by the number that the rows have.
    exampleOf: example_of
      ? `attempt ${formatCount(example_of.attempt + 1)} of item ${formatCount(example_of.item)}`
      : '',
  };
}

function toldToWait({ retry_after_min_ms: least, retry_after_max_ms: most }: FailureGroup): string {
  const [from, to] = [formatDuration(least), formatDuration(most)];
  return from === to ? from : `${from} to ${to}`;
}
