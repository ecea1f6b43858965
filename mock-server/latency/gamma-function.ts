import { normalQuantile } from './normal-quantile.ts';

/** Lanczos' approximation with g = 7 and 9 terms, good for 15 digits. */
const LANCZOS = [
  0.99999999999980993, 676.5203681218851, -1259.1392167224028, 771.32342877765313,
  -176.61502916214059, 12.507343278686905, -0.13857109526572012, 9.9843695780195716e-6,
  1.5056327351493116e-7,
];

/** ln Γ(x), x > 0. */
export function logGamma(x: number): number {
  if (x < 0.5) return Math.log(Math.PI / Math.sin(Math.PI * x)) - logGamma(1 - x);
  const shifted = x - 1;
  let sum = LANCZOS[0] ?? 0;
  for (let i = 1; i < LANCZOS.length; i++) sum += (LANCZOS[i] ?? 0) / (shifted + i);
  const t = shifted + 7.5;
  return 0.5 * Math.log(2 * Math.PI) + (shifted + 0.5) * Math.log(t) - t + Math.log(sum);
}

/**
 * Regularised lower incomplete gamma function P(a, x): the CDF of the gamma distribution of shape a
 * and scale 1.
 *
 * Series below a + 1, continued fraction above (Abramowitz and Stegun 6.5.29 and 6.5.31).
 */
export function lowerGamma(a: number, x: number): number {
  if (x <= 0) return 0;
  const front = Math.exp(a * Math.log(x) - x - logGamma(a));
  return x < a + 1 ? front * series(a, x) : 1 - front * continuedFraction(a, x);
}

function series(a: number, x: number): number {
  let term = 1 / a;
  let sum = term;
  for (let n = 1; term > sum * Number.EPSILON; n++) {
    term *= x / (a + n);
    sum += term;
  }
  return sum;
}

/** Lentz's method. */
function continuedFraction(a: number, x: number): number {
  let b = x + 1 - a;
  let c = Number.MAX_VALUE;
  let d = 1 / b;
  let h = d;
  for (let i = 1; ; i++) {
    const step = -i * (i - a);
    b += 2;
    d = 1 / (step * d + b);
    c = b + step / c;
    const change = c * d;
    h *= change;
    if (Math.abs(change - 1) < 4 * Number.EPSILON) return h;
  }
}

const MOST_STEPS = 100;

/**
 * Quantile of the gamma distribution of the given shape and scale 1.
 *
 * Wilson and Hilferty's approximation (1931), then Newton's steps on P(shape, x) - p. A step that
 * leaves the bracket is replaced by a bisection.
 *
 * @param p in [0, 1)
 */
export function gammaQuantile(p: number, shape: number): number {
  if (p <= 0) return 0;
  const logNorm = logGamma(shape);
  let low = 0;
  let high = Number.POSITIVE_INFINITY;
  let x = firstGuess(p, shape);
  for (let step = 0; step < MOST_STEPS; step++) {
    const error = lowerGamma(shape, x) - p;
    if (error > 0) high = x;
    else low = x;
    const density = Math.exp((shape - 1) * Math.log(x) - x - logNorm);
    let next = x - error / density;
    if (!(next > low && next < high))
      next = high === Number.POSITIVE_INFINITY ? 2 * x : (low + high) / 2;
    if (Math.abs(next - x) <= 1e-13 * x) return next;
    x = next;
  }
  return x;
}

function firstGuess(p: number, shape: number): number {
  const cube = 1 - 1 / (9 * shape) + normalQuantile(p) / (3 * Math.sqrt(shape));
  if (cube > 0 && shape > 0.3) return shape * cube ** 3;
  // Near 0 the CDF is x^shape / Γ(shape + 1).
  return Math.max(Number.MIN_VALUE, Math.exp((Math.log(p) + logGamma(shape + 1)) / shape));
}
