import type { AttemptEntry, LedgerEntry } from '../core/ledger.ts';
import type { Metrics, TokenSums, Tokens } from '../core/run-result.ts';

/** Tokens as replies told them, of all attempts. */
export class TokenCounts {
  readonly #all = new Sums();
  readonly #wasted = new Sums();
  #okInput = 0;
  #okOutput = 0;

  /** An attempt ended. */
  attempt(attempt: AttemptEntry): void {
    this.#all.add(attempt);
    if (attempt.outcome !== 'ok') return;
    this.#okInput += attempt.input_tokens ?? 0;
    this.#okOutput += attempt.output_tokens ?? 0;
  }

  /** An item ended: what its attempts brought nobody was wasted. */
  settled(entry: LedgerEntry): void {
    for (const attempt of entry.attempts) if (isWasted(entry, attempt)) this.#wasted.add(attempt);
  }

  get tokens(): Tokens {
    return {
      ...this.#all.toSums(),
      ...(this.#all.told && { from: 'usage' }),
      ...(this.#wasted.told && { wasted: this.#wasted.toSums() }),
    };
  }

  /** Rates over a makespan; absent when no reply told. */
  toRates(seconds: number): Pick<Metrics, 'input_tokens_per_s' | 'output_tokens_per_s'> {
    if (!this.#all.told || seconds === 0) return {};
    return {
      input_tokens_per_s: this.#okInput / seconds,
      output_tokens_per_s: this.#okOutput / seconds,
    };
  }
}

/** Whether nobody had the answer of an attempt: it failed, lost to a copy, or its item failed in the end. */
export function isWasted({ bin }: LedgerEntry, { outcome, hedge }: AttemptEntry): boolean {
  return bin !== 'completed' || outcome !== 'ok' || hedge === 'lost';
}

class Sums {
  #input = 0;
  #output = 0;
  #read: number | undefined;
  #written: number | undefined;
  /** Whether any reply told. */
  told = false;

  add(attempt: AttemptEntry): void {
    const { input_tokens: input, output_tokens: output } = attempt;
    if (input === undefined && output === undefined) return;
    this.told = true;
    this.#input += input ?? 0;
    this.#output += output ?? 0;
    const { cache_read_tokens: read, cache_write_tokens: written } = attempt;
    if (read !== undefined) this.#read = (this.#read ?? 0) + read;
    if (written !== undefined) this.#written = (this.#written ?? 0) + written;
  }

  toSums(): TokenSums {
    return {
      input: this.#input,
      output: this.#output,
      ...(this.#read !== undefined && { cache_read: this.#read }),
      ...(this.#written !== undefined && { cache_write: this.#written }),
    };
  }
}
