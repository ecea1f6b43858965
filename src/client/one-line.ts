/** Longest message of a failure, in UTF-16 code units. */
const LONGEST = 300;

/** Control and formatting characters, line and paragraph separators, and runs of white space. */
const UNPRINTABLE = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\s]+/gu;

/** Text of a server as one bounded, printable line: it is quoted data and may hold anything. */
export function oneLine(text: string): string {
  const line = text.replace(UNPRINTABLE, ' ').trim();
  return (line.length <= LONGEST ? line : `${line.slice(0, LONGEST - 1)}…`).toWellFormed();
}
