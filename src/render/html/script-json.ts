import { cleanText } from '../markup.ts';

/**
 * JSON to stand inside a script element: no text in it can end the element or begin a comment. Controls are made visible
 * as they are in the markup, so that a name reads the same in both.
 */
export function scriptJson(value: unknown): string {
  const json = JSON.stringify(value, (_, part: unknown) =>
    typeof part === 'string' ? part.split('\n').map(cleanText).join('\n') : part,
  );
  return json.replaceAll('<', '\\u003c');
}
