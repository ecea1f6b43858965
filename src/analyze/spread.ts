/** What is typical of several values, and how far they lie apart. */
export interface Spread {
  readonly mean: number;
  /** Sample standard deviation, with n − 1 below the line. Absent for a single value. */
  readonly deviation?: number;
}

/** Mean and standard deviation; `undefined` without values. Equal values deviate by exactly 0. */
export function spreadOf(values: readonly number[]): Spread | undefined {
  const [first] = values;
  if (first === undefined) return undefined;
  if (values.length === 1) return { mean: first };
  // Around the first value: a rounded mean of equal values would make them deviate from it.
  const shifted = values.map((value) => value - first);
  const mean = sum(shifted) / values.length;
  const squares = sum(shifted.map((value) => (value - mean) ** 2));
  return { mean: first + mean, deviation: Math.sqrt(squares / (values.length - 1)) };
}

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
