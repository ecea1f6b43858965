import { createRng } from '../../src/core/rng.ts';
import { DueTimes } from '../../src/runner/due-times.ts';
import { arrivals } from '../../src/scenario/arrivals/registry.ts';

/** When the items of a load become due, in milliseconds; those of one share with `step` and `from`. */
export function schedule(
  kind: string,
  options: object,
  count: number,
  { seed = 1, step = 1, from = 0 } = {},
): number[] {
  const process = arrivals.get(kind)?.create(options as never);
  if (!process) throw new Error(`no load of kind "${kind}"`);
  const times = new DueTimes(process, createRng(seed));
  const due: number[] = [];
  for (let index = from; due.length < count; index += step) {
    const time = times.of(index);
    if (time === undefined) break;
    due.push(time);
  }
  return due;
}

export const gapsOf = (due: readonly number[]): number[] =>
  due.slice(1).map((time, i) => time - (due[i] ?? 0));

export const mean = (values: readonly number[]): number =>
  values.reduce((a, b) => a + b, 0) / values.length;

/** Coefficient of variation: standard deviation divided by mean. */
export function variation(values: readonly number[]): number {
  const average = mean(values);
  return Math.sqrt(mean(values.map((value) => (value - average) ** 2))) / average;
}

/** Autocorrelation of neighbours. */
export function lag1(values: readonly number[]): number {
  const average = mean(values);
  const products = values
    .slice(1)
    .map((value, i) => (value - average) * ((values[i] ?? 0) - average));
  return mean(products) / mean(values.map((value) => (value - average) ** 2));
}

/** How many times fall into each full bucket of a width. */
export function countsPer(width: number, due: readonly number[]): number[] {
  const buckets = new Array<number>(Math.floor((due.at(-1) ?? 0) / width)).fill(0);
  for (const time of due) {
    const bucket = Math.floor(time / width);
    if (bucket < buckets.length) buckets[bucket] = (buckets[bucket] ?? 0) + 1;
  }
  return buckets;
}

/** Variance of counts divided by their mean: 1 for a Poisson process. */
export function dispersion(counts: readonly number[]): number {
  return variation(counts) ** 2 * mean(counts);
}
