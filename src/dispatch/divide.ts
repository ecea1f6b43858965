import type { StrategyPlan } from '../core/plan.ts';
import { strategies } from './strategies/registry.ts';

/**
 * The parts of a strategy that several threads run beside each other: what it has so many of is dealt out, so that the parts add up to the
 * whole.
 *
 * @param threads most parts; there are fewer where there is less to deal out
 * @returns one entry a part; only itself where its state cannot be divided
 */
export function divide(strategy: StrategyPlan, threads: number): readonly StrategyPlan[] {
  const names = strategies.get(strategy.kind)?.divides?.(strategy.options as never);
  if (!names) return [strategy];
  const amounts = names.map((name) => ({ name, amount: Number(strategy.options[name]) }));
  const parts = Math.min(threads, ...amounts.map(({ amount }) => amount));
  return Array.from({ length: parts }, (_, part) => ({
    ...strategy,
    options: {
      ...strategy.options,
      ...Object.fromEntries(amounts.map(({ name, amount }) => [name, dealt(amount, part, parts)])),
    },
  }));
}

/** The first parts get one more, where it does not come out even. */
function dealt(amount: number, part: number, parts: number): number {
  return Math.floor(amount / parts) + (part < amount % parts ? 1 : 0);
}
