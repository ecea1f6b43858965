import { readFileSync } from 'node:fs';

/** The processes that this one started, as Linux tells them. Of a scenario on the real clock: the mock server alone. */
export function childProcesses(): readonly number[] {
  const { pid } = process;
  const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8');
  // Without any it is empty, which would read as 0: a signal to the own group.
  return children.split(' ').filter(Boolean).map(Number);
}
