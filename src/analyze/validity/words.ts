import type { Milliseconds } from '../../core/units.ts';

/** `12 ms`: whole, since these are read as sizes. */
export function milliseconds(value: Milliseconds): string {
  return `${Math.round(value)} ms`;
}

export function percent(share: number): string {
  return `${Math.round(share * 100)} %`;
}
