import { familyKey } from './family-key.ts';
import type { StrategySummary, Summary } from './summary.ts';

/** Strategies that differ in nothing but a numeric `size`. */
export interface SizeFamily {
  /** By size, smallest first. */
  readonly members: readonly (StrategySummary & { readonly size: number })[];
  /** The recommended one of them; absent when none is feasible. */
  readonly best?: string;
}

/** Families of at least three sizes, largest first: fewer show no knee. */
export function sizeFamilies({
  rows,
  recommendation,
}: Pick<Summary, 'rows' | 'recommendation'>): readonly SizeFamily[] {
  const byKey = new Map<string, (StrategySummary & { readonly size: number })[]>();
  for (const row of rows) {
    const { size } = row.result.options;
    if (typeof size !== 'number') continue;
    const key = familyKey(row.result);
    byKey.set(key, [...(byKey.get(key) ?? []), { ...row, size }]);
  }
  return [...byKey.values()]
    .filter((members) => members.length >= 3)
    .sort((a, b) => b.length - a.length)
    .map((members) => {
      const best = recommendation.bestOfFamilies.find((name) =>
        members.some((member) => member.name === name),
      );
      return {
        members: members.sort((a, b) => a.size - b.size),
        ...(best !== undefined && { best }),
      };
    });
}
