import { expect, it } from 'vitest';
import { compareCost } from '../../../src/cli/overhead/cost.ts';

/** Spends so many microseconds of pretended CPU on a request, ten times as much until it is warm. */
function anArm(name: string, us: number, order: string[]) {
  let [cpu, runs] = [0, 0];
  return {
    cpu: () => cpu,
    async run(requests: number) {
      order.push(name);
      cpu += (requests * us * (runs++ < 4 ? 10 : 1)) / 1_000;
    },
  };
}

it('takes turns after four that do not count, and divides by the requests', async () => {
  const order: string[] = [];
  const asked = { reply: 'json', beside: 'undici dispatch', goal: 1.25, requests: 400 } as const;
  const row = await compareCost(asked, [anArm('a', 150, order), anArm('b', 100, order)]);
  expect(row).toEqual({
    ...{ reply: 'json', beside: 'undici dispatch', goal: 1.25 },
    ...{ ours_us: 150, theirs_us: 100, ratio: 1.5 },
  });
  expect(order.join('')).toBe(`${'ab'.repeat(4)}${'abba'.repeat(7)}ab`);
});

it('takes ratios within pairs: a machine that is busy now and then does not shift them', async () => {
  let runs = 0;
  // In the first seven pairs all costs twice as much; and one arm's turn in the eighth alone.
  const anArmBesideOthers = (us: number) => {
    let cpu = 0;
    return {
      cpu: () => cpu,
      async run(requests: number) {
        const busy = runs < 8 + 14 + (us === 100 ? 2 : 0);
        runs++;
        cpu += (requests * us * (busy ? 2 : 1)) / 1_000;
      },
    };
  };
  const asked = { reply: 'json', beside: 'bare node:http', goal: 1.5, requests: 400 } as const;
  const row = await compareCost(asked, [anArmBesideOthers(130), anArmBesideOthers(100)]);
  expect(row.ratio).toBe(1.3);
});
