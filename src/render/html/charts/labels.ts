/** Where a label is: its ends, and the line that it stands on. */
export interface LabelBox {
  readonly from: number;
  readonly to: number;
  readonly y: number;
}

const LINE = 15;

/** Leaves out each label that would cover one before it: the most important come first. */
export function withoutCovered<T extends LabelBox>(labels: readonly T[]): readonly T[] {
  const placed: T[] = [];
  for (const each of labels) {
    if (!placed.some((other) => covers(each, other))) placed.push(each);
  }
  return placed;
}

function covers(a: LabelBox, b: LabelBox): boolean {
  return a.from < b.to && a.to > b.from && Math.abs(a.y - b.y) < LINE;
}
