import type { ComparedMetric, PairedEstimate } from '../../core/comparison.ts';

/** `+10.1 % (+9.22 % to +11.1 %)`, of one round `+10 %`; `undefined` where neither arm tells enough. */
export function changeText({ estimate, a, b, unit }: ComparedMetric): string | undefined {
  if (estimate) {
    const none = estimate.scale === 'ratio' ? 1 : 0;
    const [middle, low, high] = [estimate.effect, estimate.low, estimate.high].map((value) =>
      signed(value - none, estimate.scale),
    );
    return `${middle} (${low} to ${high})`;
  }
  const [from, to] = [a[0], b[0]];
  if (a.length !== 1 || typeof from !== 'number' || typeof to !== 'number') return undefined;
  if (unit === 'share') return signed(to - from, 'difference');
  return from > 0 ? signed(to / from - 1, 'ratio') : undefined;
}

function signed(change: number, scale: PairedEstimate['scale']): string {
  return `${change < 0 ? '−' : '+'}${changeSize(Math.abs(change), scale)}`;
}

/** `10.1 %`, or of shares `1.5 points`. */
export function changeSize(change: number, scale: PairedEstimate['scale']): string {
  return `${Number((change * 100).toPrecision(3))} ${scale === 'ratio' ? '%' : 'points'}`;
}
