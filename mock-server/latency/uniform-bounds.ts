/**
 * The smallest uniform that a quantile is asked for: below it lies no service time that a clock of
 * microseconds could show.
 */
export const TINIEST = 2 ** -54;
