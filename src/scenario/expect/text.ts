import type { AnswerCheck } from '../../core/user-code.ts';

export interface TextInput {
  readonly kind: 'text';
  readonly match: string | RegExp;
}

/** The answer must contain a text, or match a pattern: `expect: text(/^(yes|no)$/i)`. */
export function text(match: string | RegExp): TextInput {
  return { kind: 'text', match };
}

/** @returns what is wrong with an answer that should contain or match something */
export function createTextCheck({ match }: TextInput): AnswerCheck {
  const fits = (answer: string) =>
    typeof match === 'string' ? answer.includes(match) : answer.search(match) >= 0;
  return (answer) => (fits(answer) ? undefined : `the answer does not match ${match}`);
}
