/** A value with the weight of its evidence. */
export interface Weighted {
  readonly value: number;
  readonly weight: number;
}

interface Block {
  sum: number;
  weight: number;
  length: number;
}

/**
 * The non-decreasing sequence nearest to the given one in weighted squares: neighbours in the wrong order are pooled until none is
 * left (pool adjacent violators).
 *
 * @returns one value an entry
 */
export function monotoneFit(values: readonly Weighted[]): readonly number[] {
  const blocks: Block[] = [];
  for (const { value, weight } of values) {
    let block: Block = { sum: value * weight, weight, length: 1 };
    for (let last = blocks.at(-1); last && meanOf(last) > meanOf(block); last = blocks.at(-1)) {
      blocks.pop();
      block = {
        sum: last.sum + block.sum,
        weight: last.weight + block.weight,
        length: last.length + block.length,
      };
    }
    blocks.push(block);
  }
  return blocks.flatMap((block) => Array<number>(block.length).fill(meanOf(block)));
}

function meanOf({ sum, weight }: Block): number {
  return weight === 0 ? 0 : sum / weight;
}
