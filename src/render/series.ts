/** The shape that marks a series' single values. */
export type Marker = 'disc' | 'square' | 'triangle-up' | 'diamond' | 'triangle-down';

/** How a strategy is told apart in every picture: colour, dash and marker together, never colour alone. */
export interface Series {
  readonly name: string;
  /** CSS class and key of the palette. */
  readonly hue: 's0' | 's1' | 's2' | 's3' | 's4';
  /** `stroke-dasharray`; empty = solid. */
  readonly dash: string;
  readonly marker: Marker;
}

const HUES = ['s0', 's1', 's2', 's3', 's4'] as const;
const DASHES = ['2 3', '7 3', '', '10 3 2 3', '4 3'] as const;
const MARKERS = ['disc', 'square', 'triangle-up', 'diamond', 'triangle-down'] as const;

/**
 * Gives each name its identity. The baseline is always grey; the others take theirs in the scenario's order, so that
 * sorting or hiding never recolours. With hue = 1 + (n − 1) mod 4 and dash = marker = (hue + ⌊(n − 1) / 4⌋) mod 5 the first
 * 20 differ in colour or dash.
 *
 * @param names in the scenario's order
 */
export function assignSeries(
  names: readonly string[],
  baseline: string | undefined,
): ReadonlyMap<string, Series> {
  const others = names.filter((name) => name !== baseline);
  return new Map(names.map((name) => [name, seriesAt(name, others.indexOf(name))]));
}

/** The same for files: the first is the base, muted and dashed. Of two the other is solid: it is what there is now. */
export function assignFiles(labels: readonly string[]): ReadonlyMap<string, Series> {
  const series = assignSeries(labels, labels[0]);
  if (labels.length !== 2) return series;
  return new Map([...series].map(([name, own], i) => [name, i === 0 ? own : { ...own, dash: '' }]));
}

/** @param index among the strategies that are not the baseline; −1 = the baseline */
function seriesAt(name: string, index: number): Series {
  const hue = index < 0 ? 0 : 1 + (index % 4);
  const shape = index < 0 ? 0 : (hue + Math.floor(index / 4)) % 5;
  return {
    name,
    hue: HUES[hue] ?? 's0',
    dash: DASHES[shape] ?? '',
    marker: MARKERS[shape] ?? 'disc',
  };
}
