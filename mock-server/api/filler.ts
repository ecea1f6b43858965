/**
 * What replies are made of: plain letters, so that every part of a reply has one byte a character.
 */
export const WORDS: readonly string[] = (
  'the model reads a question and writes an answer word by word until nothing is left to say ' +
  'or the limit is reached'
)
  .split(' ')
  .map((word) => ` ${word}`);

/** Index into {@link WORDS} of token number `count`, from 2. */
export function wordIndex(count: number): number {
  return (count - 2) % WORDS.length;
}

/** First token of an item's reply: a client can tell that it got its own answer. */
export function firstToken(item: number): string {
  return `${item}:`;
}

/** A whole reply of `tokens` tokens: the item's number and filler. */
export function fillerText(item: number, tokens: number): string {
  let text = tokens > 0 ? firstToken(item) : '';
  for (let count = 2; count <= tokens; count++) text += WORDS[wordIndex(count)];
  return text;
}
