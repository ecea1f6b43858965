import type { Figure, Figures } from './figures-of.ts';
import type { ProfileName } from './profiles.ts';

/** What is compared, in the order in which a cell tells it, with the step below which nothing counts. */
const PARTS = [
  { name: 'makespan', share: 0.03, floor: 0 },
  { name: 'answered', share: 0, floor: 1 },
  { name: 'attempts', share: 0.03, floor: 0 },
] as const;

const PARTS_ON_C = [
  { name: 'makespan', share: 0.03, floor: 0 },
  { name: 'service p95', share: 0.03, floor: 0 },
] as const;

export type PartName = (typeof PARTS)[number]['name'] | (typeof PARTS_ON_C)[number]['name'];

/** A figure beside the one that was expected. */
export interface Comparison {
  readonly name: PartName;
  readonly expected: Figure;
  readonly ours: Figure;
  /** How far the means may be apart. */
  readonly tolerance: number;
  readonly holds: boolean;
}

/**
 * Holds measured figures against a cell of the table. Other random draws give other figures: means of 20 seeds may be
 * apart by 3 % (answered: one point) or one standard deviation, and with fewer seeds by twice the standard error more.
 */
export function compare(
  cell: string,
  profile: ProfileName,
  figures: Figures,
  seeds: number,
): readonly Comparison[] {
  const parts = profile === 'C' ? PARTS_ON_C : PARTS;
  const ours =
    profile === 'C'
      ? [figures.makespan, figures.serviceP95]
      : [figures.makespan, figures.answered, figures.attemptsPerItem];
  const expected = readCell(cell);
  if (expected.length !== parts.length) throw new Error(`"${cell}" is no cell of ${profile}`);
  return parts.flatMap(({ name, share, floor }, i) => {
    const [wanted, found] = [expected[i], ours[i]];
    if (!wanted || !found) return [];
    const deviation = Math.max(wanted.deviation, found.deviation);
    const fewSeeds = seeds < 20 ? (2 * deviation) / Math.sqrt(seeds) : 0;
    const tolerance = Math.max(share * wanted.mean, floor, deviation) + fewSeeds;
    const holds = Math.abs(found.mean - wanted.mean) <= tolerance;
    return [{ name, expected: wanted, ours: found, tolerance, holds }];
  });
}

/** `'25.8±0.9 / 69.2 / –'`: means, with their deviations where they are told; – is not compared. */
function readCell(cell: string): readonly (Figure | undefined)[] {
  return cell.split(' / ').map((part) => {
    if (part === '–') return undefined;
    const [mean, deviation = 0] = part.split('±').map(Number);
    if (mean === undefined || Number.isNaN(mean)) throw new Error(`"${part}" is no figure`);
    return { mean, deviation };
  });
}
