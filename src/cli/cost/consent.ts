import { createInterface } from 'node:readline';
import { BenchError } from '../../core/errors.ts';
import type { Workload } from '../../core/item.ts';
import type { Plan } from '../../core/plan.ts';
import { formatCount, formatUsd } from '../../render/format.ts';
import type { Io } from '../io.ts';
import type { CostEstimate } from './estimate.ts';
import { estimateCost } from './estimate.ts';

/** What the user said on the command line. */
export interface Consent {
  readonly yes?: true;
  /** US dollars: consent to no more than that. */
  readonly maxCost?: number;
}

/**
 * Makes sure that somebody agrees before a run spends money: by a flag, or, at a terminal, by an answer. What it would send
 * is told in either case. A mock, and a server on this machine that nobody said is billed, cost nothing.
 *
 * @param signal aborts the question
 * @throws {BenchError} COST_DECLINED without consent; nothing was sent
 */
export async function obtainConsent(
  plan: Plan,
  workload: Workload,
  { yes, maxCost }: Consent,
  io: Pick<Io, 'stdin' | 'stderr'>,
  signal: AbortSignal,
): Promise<void> {
  if (!plan.target.billed) return;
  const estimate = await estimateCost(plan, workload);
  const what = describe(plan, estimate);
  if (yes || maxCost !== undefined) {
    io.stderr.write(`this run sends ${what}\n`);
    return;
  }
  if (!io.stdin.isTTY) {
    throw new BenchError('COST_DECLINED', `this run would send ${what}; nothing was sent.`, {
      hint: remedy(estimate),
    });
  }
  if (await ask(`Send ${what}? [y/N] `, io, signal)) return;
  throw new BenchError('COST_DECLINED', 'not agreed; nothing was sent.', {
    hint: 'answer y, or bound it with --max-cost; a mock() target costs nothing.',
  });
}

/** A cap needs the price of the model. */
function remedy({ usd }: CostEstimate): string {
  if (usd === undefined) return 'add --yes to agree.';
  const cents = Math.max(1, Math.ceil(usd * 100));
  return `add --yes to agree, or --max-cost ${(cents / 100).toFixed(2)} to agree to no more than that.`;
}

function describe(plan: Plan, { requests, usd }: CostEstimate): string {
  const { target, price, maxCostUsd } = plan;
  const count =
    requests === undefined
      ? 'requests, nobody knows how many,'
      : `about ${formatCount(requests)} requests`;
  const each = plan.task ? ' of one call or more' : '';
  const to = `to ${new URL(target.baseUrl ?? 'http://unknown').host} (${target.model})`;
  return `${count}${each} ${to}${amount(usd, price?.date)}${cap(maxCostUsd)}`;
}

function amount(usd: number | undefined, date: string | undefined): string {
  if (date === undefined) return ', at a price that is not known';
  if (usd === undefined) return '';
  return ` for up to about ${formatUsd(usd)}, retries not included, at the prices of ${date}`;
}

function cap(usd: number | undefined): string {
  return usd === undefined ? '' : `; it ends before it costs more than ${formatUsd(usd)}`;
}

/** In lines, so that Ctrl-C stays the signal that it is. */
async function ask(
  question: string,
  { stdin, stderr }: Pick<Io, 'stdin' | 'stderr'>,
  signal: AbortSignal,
): Promise<boolean> {
  const { promise: answer, resolve } = Promise.withResolvers<string>();
  stderr.write(question);
  const lines = createInterface({ input: stdin, terminal: false });
  lines.once('line', resolve);
  // The input ended, or the run was stopped: nobody agreed.
  lines.once('close', () => resolve(''));
  const close = () => lines.close();
  signal.addEventListener('abort', close, { once: true });
  try {
    return /^y(es)?$/i.test((await answer).trim());
  } finally {
    signal.removeEventListener('abort', close);
    close();
  }
}
