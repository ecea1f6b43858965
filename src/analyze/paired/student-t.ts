/**
 * Share of Student's t distribution below `t`, for a whole number of degrees of freedom.
 *
 * With θ = atan(t / √ν) the share within ±t is a finite sum in sin θ and cos θ.
 * Source: Abramowitz & Stegun, Handbook of Mathematical Functions, 26.7.3 and 26.7.4.
 */
export function tCdf(t: number, freedom: number): number {
  if (t === Number.POSITIVE_INFINITY) return 1;
  if (t === Number.NEGATIVE_INFINITY) return 0;
  const angle = Math.atan(Math.abs(t) / Math.sqrt(freedom));
  const within = freedom % 2 === 0 ? evenShare(angle, freedom) : oddShare(angle, freedom);
  return t < 0 ? (1 - within) / 2 : (1 + within) / 2;
}

/** A(t|ν) = sin θ · (1 + ½ cos² θ + … + (1·3·…·(ν−3)) / (2·4·…·(ν−2)) · cos^(ν−2) θ) */
function evenShare(angle: number, freedom: number): number {
  let term = 1;
  let sum = 1;
  for (let k = 2; k < freedom; k += 2) {
    term *= ((k - 1) / k) * Math.cos(angle) ** 2;
    sum += term;
  }
  return Math.sin(angle) * sum;
}

/** A(t|ν) = 2/π · (θ + sin θ · (cos θ + ⅔ cos³ θ + … + (2·4·…·(ν−3)) / (3·5·…·(ν−2)) · cos^(ν−2) θ)) */
function oddShare(angle: number, freedom: number): number {
  let term = Math.cos(angle);
  let sum = freedom > 1 ? term : 0;
  for (let k = 3; k < freedom; k += 2) {
    term *= ((k - 1) / k) * Math.cos(angle) ** 2;
    sum += term;
  }
  return (2 / Math.PI) * (angle + Math.sin(angle) * sum);
}

const QUANTILES = new Map<string, number>();

/** The t that a share `p` of at least 0.5 lies below. Found by bisection, once for each question. */
export function tQuantile(p: number, freedom: number): number {
  const key = `${p} ${freedom}`;
  const known = QUANTILES.get(key);
  if (known !== undefined) return known;
  let low = 0;
  let high = 1;
  while (tCdf(high, freedom) < p) high *= 2;
  while (high - low > 1e-12 * high) {
    const middle = (low + high) / 2;
    if (middle === low || middle === high) break;
    if (tCdf(middle, freedom) < p) low = middle;
    else high = middle;
  }
  QUANTILES.set(key, high);
  return high;
}
