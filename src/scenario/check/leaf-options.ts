import { areHeaders, isHeaderText } from '../../core/headers.ts';
import type { OptionSpec } from '../../core/option.ts';
import { parseDuration } from '../../core/units.ts';
import type { Refusal } from './leaf.ts';
import { expected, leaf, unknownName } from './leaf.ts';
import { showValue } from './show-value.ts';

/** An option that is one value, with nothing below it that has options of its own. */
type LeafSpec = Exclude<OptionSpec, { type: 'distribution' | 'list' }>;

/** How the options of one type are checked. */
interface LeafType<S extends LeafSpec> {
  /** @returns what a plan holds; `undefined` when the value is not accepted */
  read(value: unknown, spec: S): unknown;
  /** Words what is said of a value that is not accepted. */
  refusal(spec: S): (value: unknown) => Refusal;
}

const TYPES: {
  readonly [T in LeafSpec['type']]: LeafType<Extract<LeafSpec, { readonly type: T }>>;
} = {
  count: {
    read: (value, spec) =>
      Number.isSafeInteger(value) && isInRange(value, spec) ? value : undefined,
    refusal: (spec) => expected(`a whole number ${range(spec)}`, spec.hint),
  },
  number: {
    read: (value, spec) => (Number.isFinite(value) && isInRange(value, spec) ? value : undefined),
    refusal: (spec) => expected(`a number ${range(spec)}`, spec.hint),
  },
  duration: {
    read: parseDuration,
    refusal:
      ({ hint }) =>
      (value) =>
        expected('a duration', hint ?? durationHint(value))(value),
  },
  choice: {
    read: (value, { of }) => of.find((word) => word === value),
    refusal:
      ({ of }) =>
      (value) =>
        unknownWord(value, of),
  },
  flag: {
    read: (value) => (typeof value === 'boolean' ? value : undefined),
    refusal: ({ hint }) => expected('true or false', hint),
  },
  points: {
    read: (value) => (isCurve(value) ? value : undefined),
    refusal: ({ hint }) => expected('pairs [n, ms] with n rising from 1 and ms above 0', hint),
  },
  numbers: {
    read: (value) => (isNumbers(value) ? value : undefined),
    refusal: ({ hint }) => expected('a list of numbers of at least 0', hint),
  },
  quantiles: {
    read: (value) => (isInverseCdf(value) ? value : undefined),
    refusal: ({ hint }) =>
      expected('pairs [p, value] with p rising within 0 to 1 and values from 0', hint),
  },
  text: {
    read: (value) => (isText(value) ? value : undefined),
    refusal: ({ hint }) => expected('a text', hint),
  },
  file: {
    read: (value) => (isText(value) ? value : undefined),
    refusal: ({ hint }) => expected('the path of a file', hint),
  },
  texts: {
    read: (value) => (Array.isArray(value) && value.every(isText) ? value : undefined),
    refusal: ({ hint }) => expected('a list of texts', hint),
  },
  header: {
    read: (value) => (isHeaderText(value) ? value : undefined),
    refusal: ({ hint }) => expected('a text of one line that a header can carry', hint),
  },
  headers: {
    read: (value) => (areHeaders(value) ? value : undefined),
    refusal: ({ hint }) =>
      expected("header names with texts, such as { 'retry-after': '5' }", hint),
  },
};

export function leafSchema(spec: LeafSpec) {
  const { read, refusal } = TYPES[spec.type] as LeafType<LeafSpec>;
  return leaf((value) => read(value, spec), refusal(spec));
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value !== '';
}

function isNumbers(value: unknown): boolean {
  return Array.isArray(value) && value.length > 0 && value.every((n) => isInRange(n, { min: 0 }));
}

function isInverseCdf(value: unknown): boolean {
  if (!Array.isArray(value) || value.length === 0) return false;
  let [lastP, last] = [-1, 0];
  return value.every((pair: unknown) => {
    if (!Array.isArray(pair) || pair.length !== 2) return false;
    const [p, at]: unknown[] = pair;
    if (!isInRange(p, { min: 0, max: 1 }) || !isInRange(at, { min: last })) return false;
    const rises = Number(p) > lastP;
    [lastP, last] = [Number(p), Number(at)];
    return rises;
  });
}

function isInRange(value: unknown, { min, max }: { min: number; max?: number }): boolean {
  return typeof value === 'number' && value >= min && value <= (max ?? Number.POSITIVE_INFINITY);
}

function isCurve(value: unknown): boolean {
  if (!Array.isArray(value) || value.length === 0) return false;
  let previous = 0;
  return value.every((point: unknown, index) => {
    if (!Array.isArray(point) || point.length !== 2) return false;
    const [n, ms]: unknown[] = point;
    if (!Number.isFinite(n) || typeof n !== 'number' || n <= previous) return false;
    previous = n;
    return (index > 0 || n === 1) && typeof ms === 'number' && Number.isFinite(ms) && ms > 0;
  });
}

function range({ min, max }: { min: number; max?: number }): string {
  return max === undefined ? `of at least ${min}` : `from ${min} to ${max}`;
}

/** A bare number in quotes is most often meant in seconds. */
function durationHint(value: unknown): string {
  const seconds = typeof value === 'string' ? Number(value.trim() || Number.NaN) : Number.NaN;
  const example = Number.isFinite(seconds) && seconds >= 0 ? seconds : 2;
  return `write a unit ("${example}s") or milliseconds as a number (${example * 1_000}).`;
}

/** Refuses a word that is not among the known ones. */
export function unknownWord(value: unknown, known: readonly string[]): Refusal {
  if (value === undefined) return { message: `missing; expected one of ${known.join(', ')}.` };
  return unknownName(`unknown value ${showValue(value)}`, String(value), known);
}
