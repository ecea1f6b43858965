/** What replies are made of: letters of one byte, or characters of two to four and of several code points. */
export type FillerText = 'plain' | 'multibyte';

/** The words of each kind of text, every one with a blank before it. */
export const WORDS: Readonly<Record<FillerText, readonly string[]>> = {
  plain: wordsOf(
    'the model reads a question and writes an answer word by word until nothing is left to say ' +
      'or the limit is reached',
  ),
  multibyte: wordsOf('é naïve œuvre Ελλάδα вода שלום नमस्ते 水 日本語 한국어 🌊 👩‍👩‍👧 𝔘𝔫𝔦 e\u0301'),
};

/** Index into {@link WORDS} of token number `count`, from 2. */
export function wordIndex(count: number, text: FillerText = 'plain'): number {
  return (count - 2) % WORDS[text].length;
}

/** Token number `count`, from 1. The first one is the item: a client can tell its own answer. */
function tokenText(item: number, count: number, text: FillerText): string {
  return count === 1 ? `${item}:` : (WORDS[text][wordIndex(count, text)] ?? '');
}

/** Tokens `from` to `to`, both included. */
export function tokensText(item: number, from: number, to: number, text: FillerText): string {
  if (from === 1 && to > 1) return `${item}:${firstWords(to - 1, text)}`;
  let joined = '';
  for (let count = from; count <= to; count++) joined += tokenText(item, count, text);
  return joined;
}

/** A whole reply at once: the words in rounds, and the beginning of one more. */
function firstWords(count: number, text: FillerText): string {
  const rounds = ROUNDS[text];
  const round = rounds.at(-1) ?? '';
  const size = rounds.length - 1;
  return round.repeat(Math.floor(count / size)) + (rounds[count % size] ?? '');
}

/** Thoughts number `from` to `to`: the same words, without the item. */
export function thoughtText(from: number, to: number, text: FillerText): string {
  return tokensText(0, from + 1, to + 1, text);
}

/** The first none, one, two … of the words, joined. */
const ROUNDS: Readonly<Record<FillerText, readonly string[]>> = {
  plain: beginningsOf(WORDS.plain),
  multibyte: beginningsOf(WORDS.multibyte),
};

function beginningsOf(words: readonly string[]): readonly string[] {
  return Array.from({ length: words.length + 1 }, (_, count) => words.slice(0, count).join(''));
}

function wordsOf(sentence: string): readonly string[] {
  return sentence.split(' ').map((word) => ` ${word}`);
}
