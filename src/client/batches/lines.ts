/** Longest line that is read, in UTF-16 code units: a reply may have 32 MB, but nothing may have everything. */
const LONGEST_LINE = 2 ** 26;

/** Cuts text that comes in pieces into lines. Keeps one unfinished line. */
export class Lines {
  readonly #take: (line: string) => void;
  #rest = '';

  constructor(take: (line: string) => void) {
    this.#take = take;
  }

  /** A line that is too long to be a result is given up, but for a letter that makes it none. */
  add(text: string): void {
    const lines = text.split('\n');
    const last = lines.pop() ?? '';
    for (const line of lines) {
      this.#take(this.#rest + line);
      this.#rest = '';
    }
    this.#rest += last;
    if (this.#rest.length > LONGEST_LINE) this.#rest = this.#rest.slice(0, 1);
  }

  /** The text is over; its last line may have no line break. */
  end(): void {
    if (this.#rest.trim() !== '') this.#take(this.#rest);
    this.#rest = '';
  }
}
