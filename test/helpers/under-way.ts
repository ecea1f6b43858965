import { writeFileSync } from 'node:fs';

/** Written where a run was started, once it is under way. */
export const UNDER_WAY = 'under-way';

/** Tells whoever waits for it that a run has come to this item. */
export function tellAt(told: number, item: number): void {
  if (item === told) writeFileSync(UNDER_WAY, '');
}
