import type { Milliseconds } from '../../core/units.ts';
import { median } from '../../measure/merge-figures.ts';

/** Rounds of each arm, in the order ABBA. */
const ROUNDS = 5;

/** The first 16,000 requests of a process cost up to twice as much as later ones (measured). */
const WARM_UPS = 4;

/** What of ours spends on a request, beside something that does less or something else. */
export interface CostRow {
  readonly reply: 'json' | 'sse';
  /** What it is held against. */
  readonly beside: 'bare node:http' | 'mock without rows' | 'undici dispatch' | 'autocannon';
  readonly ours_us: number;
  readonly theirs_us: number;
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

/** CPU time a request of ours and of theirs, which take turns: medians over the rounds. */
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
  for (let round = 0; round < ROUNDS; round++) {
    for (const name of round % 2 === 0 ? OURS_FIRST : THEIRS_FIRST) {
      const arm = name === 'ours' ? ours : theirs;
      const before = await arm.cpu();
      await arm.run(requests);
      spent[name].push((((await arm.cpu()) - before) * 1_000) / requests);
    }
  }
  const [own, other] = [median(spent.ours), median(spent.theirs)];
  return {
    reply,
    beside,
    goal,
    ours_us: Math.round(own),
    theirs_us: Math.round(other),
    ratio: Math.round((own / other) * 100) / 100,
  };
}

const OURS_FIRST = ['ours', 'theirs'] as const;
const THEIRS_FIRST = ['theirs', 'ours'] as const;
