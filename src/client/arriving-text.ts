const FIRST_NON_ASCII = 0x80;

/** For the beginning of a text, which may have a byte order mark, and for what follows. */
const BEGINNING = new TextDecoder();
const MIDDLE = new TextDecoder('utf-8', { ignoreBOM: true });

/**
 * UTF-8 that arrives in pieces, cut anywhere, also inside a character.
 *
 * A decoder that can hold back half a character costs as much to make as a whole answer to read, and nearly every piece
 * ends with a brace or a line break. One is made only when a piece ends otherwise.
 */
export class ArrivingText {
  #decoder: typeof MIDDLE | undefined;
  #begun = false;

  /** The characters that these bytes complete. */
  add(bytes: Uint8Array): string {
    if (this.#decoder) return this.#decoder.decode(bytes, { stream: true });
    const last = bytes.at(-1);
    if (last === undefined) return '';
    const begun = this.#begun;
    this.#begun = true;
    if (last < FIRST_NON_ASCII) return (begun ? MIDDLE : BEGINNING).decode(bytes);
    this.#decoder = new TextDecoder('utf-8', { ignoreBOM: begun });
    return this.#decoder.decode(bytes, { stream: true });
  }
}
