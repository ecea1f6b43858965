/** Most of an answer that is kept, in UTF-16 code units. */
const LONGEST = 2 ** 20;

/** The text of one answer, where somebody asked for it. */
export class KeptText {
  /** Whether it is kept at all. */
  readonly wanted: boolean;
  #text = '';

  constructor(wanted: boolean) {
    this.wanted = wanted;
  }

  add(piece: unknown): void {
    if (!this.wanted || typeof piece !== 'string') return;
    this.#text += piece.slice(0, LONGEST - this.#text.length);
  }

  /** At most 1 MiB of it; `undefined` when nobody asked. */
  get text(): string | undefined {
    return this.wanted ? this.#text : undefined;
  }
}
