import type { Item } from '../core/item.ts';
import type { OpenJob } from './open-job.ts';

/** Whose request is it? Finds the item of a request that somebody else's client made. */
export class ItemFinder {
  readonly #byIndex = new Map<number, OpenJob>();
  readonly #byPrompt = new Map<string, OpenJob[]>();
  #longest: Item | undefined;

  /** The item whose answer may be the longest of all so far. */
  get longest(): Item | undefined {
    return this.#longest;
  }

  add(job: OpenJob): void {
    const { index, prompt } = job.item;
    this.#byIndex.set(index, job);
    if (job.item.maxTokens > (this.#longest?.maxTokens ?? 0)) this.#longest = job.item;
    const equal = this.#byPrompt.get(prompt);
    if (equal) equal.push(job);
    else this.#byPrompt.set(prompt, [job]);
  }

  byIndex(index: number): OpenJob | undefined {
    return this.#byIndex.get(index);
  }

  /**
   * The item that an `x-bench-item` header names, else the one whose prompt stands in the JSON body. Of items with equal
   * prompts it is the first that is neither answered nor on the wire.
   */
  find(header: string | null, body: unknown): OpenJob | undefined {
    if (header !== null) return this.#byIndex.get(Number(header));
    if (typeof body !== 'string') return undefined;
    for (const text of textsOf(parse(body))) {
      const equal = this.#byPrompt.get(text);
      if (equal) return nextOf(equal);
    }
    return undefined;
  }
}

/** Answered ones at the front are dropped, so that a workload of equal prompts is not searched again and again. */
function nextOf(equal: OpenJob[]): OpenJob | undefined {
  while (equal.length > 1 && equal[0]?.outcome?.kind === 'ok') equal.shift();
  return equal.find((job) => !job.busy && job.outcome?.kind !== 'ok') ?? equal[0];
}

function parse(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}

/** Every text in a JSON value, however deep. */
function* textsOf(value: unknown): Iterable<string> {
  if (typeof value === 'string') yield value;
  else if (typeof value === 'object' && value !== null) {
    for (const part of Object.values(value)) yield* textsOf(part);
  }
}
