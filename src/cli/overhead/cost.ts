import type { Milliseconds } from '../../core/units.ts';
import { median } from '../../measure/merge-figures.ts';

/** Turns of each arm, in the order ABBA. */
const TURNS = 15;

/**
 * Of a warm-up's requests in one turn. Both arms of a pair meet the same neighbours on the machine, so that turns are short,
 * and ratios are taken within a pair: between medians of either arm over five long rounds, the same servers were apart by
 * 1.25 on one day and by 1.77 on another (measured).
 */
const SHARE = 1 / 3;

/** The first 16,000 requests of a process cost up to twice as much as later ones (measured). */
const WARM_UPS = 4;

/** What of ours spends on a request, beside something that does less or something else. */
export interface CostRow {
  readonly reply: 'json' | 'sse';
  /** What it is held against. */
  readonly beside: 'bare node:http' | 'mock without rows' | 'undici dispatch' | 'autocannon';
  readonly ours_us: number;
  readonly theirs_us: number;
  /** The median over pairs of turns, which is not the ratio of the two medians. */
  readonly ratio: number;
  /** The ratio that it should not exceed. */
  readonly goal: number;
}

/** Something whose CPU time is measured. */
export interface CostArm {
  /** Sends as many requests, or has them sent to it. */
  run(requests: number): Promise<void>;
  /** CPU time until now. */
  cpu(): Milliseconds | Promise<Milliseconds>;
}

/** CPU time a request of ours and of theirs, which take turns, and how they compare: medians over the turns. */
export async function compareCost(
  asked: Pick<CostRow, 'reply' | 'beside' | 'goal'> & { readonly requests: number },
  [ours, theirs]: readonly [CostArm, CostArm],
): Promise<CostRow> {
  const { requests, reply, beside, goal } = asked;
  const spent = { ours: [] as number[], theirs: [] as number[] };
  // Compiles both, and whatever is at the other end.
  for (let run = 0; run < WARM_UPS; run++) {
    for (const arm of [ours, theirs]) await arm.run(requests);
  }
  const count = Math.ceil(requests * SHARE);
  for (let turn = 0; turn < TURNS; turn++) {
    for (const name of turn % 2 === 0 ? OURS_FIRST : THEIRS_FIRST) {
      const arm = name === 'ours' ? ours : theirs;
      const before = await arm.cpu();
      await arm.run(count);
      spent[name].push((((await arm.cpu()) - before) * 1_000) / count);
    }
  }
  const ratios = spent.ours.map((own, turn) => own / (spent.theirs[turn] ?? Number.NaN));
  return {
    reply,
    beside,
    goal,
    ours_us: Math.round(median(spent.ours)),
    theirs_us: Math.round(median(spent.theirs)),
    ratio: Math.round(median(ratios) * 100) / 100,
  };
}

const OURS_FIRST = ['ours', 'theirs'] as const;
const THEIRS_FIRST = ['theirs', 'ours'] as const;
