/** Of the standard normal distribution: one-sided 95 %. */
const Z = 1.644_853_626_951_472_2;

/** One-sided 95 % bounds of a share, 0 to 1. Without any trial nothing is known: 0 and 1. */
export interface WilsonBounds {
  readonly low: number;
  readonly high: number;
}

/**
 * Wilson score bounds: (p + z²/2n ± z√(p(1−p)/n + z²/4n²)) ÷ (1 + z²/n).
 *
 * Source: E. B. Wilson, "Probable inference, the law of succession, and statistical inference" (1927).
 *
 * @param z standard errors; one-sided 95 % unless named
 */
export function wilson(events: number, of: number, z = Z): WilsonBounds {
  if (of === 0) return { low: 0, high: 1 };
  const p = events / of;
  const z2 = z * z;
  const centre = p + z2 / (2 * of);
  const spread = z * Math.sqrt((p * (1 - p)) / of + z2 / (4 * of * of));
  const scale = 1 + z2 / of;
  return {
    low: Math.max(0, (centre - spread) / scale),
    high: Math.min(1, (centre + spread) / scale),
  };
}

/** How many trials without any event it takes until the upper bound is at most `allowed`: z²(1 − a) ÷ a. */
export function fewestTrials(allowed: number): number {
  if (allowed <= 0) return Number.POSITIVE_INFINITY;
  return Math.ceil((Z * Z * (1 - allowed)) / allowed);
}
