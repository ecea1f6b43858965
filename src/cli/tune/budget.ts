import type { Notice } from '../../core/verdict.ts';
import { formatCount } from '../../render/format.ts';

/** Items that a search on the real clock sends in all; the warm-up of the last probe may exceed them. */
export const REAL_BUDGET = 5_000;

/** Sizes at which a server is recorded: little load, and some. */
export const RECORDED_AT = [2, 8];
/** Items of each. */
export const RECORDED_ITEMS = 150;
/** Items that a prediction is held against. */
export const CONFIRMED_ITEMS = 300;

/** First items of a probe, for each in flight, that do not count. */
export const WARM_UP = 2;

/**
 * Most items that a search sends which records a server and tries the best values.
 *
 * @param width most in flight at the largest of them
 */
export function itemsToConfirm(count: number, width: number): number {
  return Math.min(REAL_BUDGET, recorded() + count * itemsAt(width));
}

/** The first of the points that can be tried for real within the budget, after the server was recorded. */
export function affordable<T>(points: readonly T[], widthAt: (point: T) => number): readonly T[] {
  let left = REAL_BUDGET - recorded();
  return points.filter((point) => {
    left -= itemsAt(widthAt(point));
    return left >= 0;
  });
}

/** Said where fewer values were tried than were asked for. */
export function unaffordableNotice(tried: number, best: number): readonly Notice[] {
  if (tried >= best) return [];
  return [
    {
      code: 'confirm-budget',
      message: `tried ${tried} of ${best} values: a search sends no more than about ${formatCount(REAL_BUDGET)} items to a real server`,
      hint: 'ask for fewer with --confirm; the first two or three decide.',
    },
  ];
}

function recorded(): number {
  return RECORDED_AT.length * RECORDED_ITEMS;
}

function itemsAt(width: number): number {
  return CONFIRMED_ITEMS + WARM_UP * width;
}
