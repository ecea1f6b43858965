import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { createJsonCheck } from '../../../src/scenario/expect/json.ts';
import { anItem } from '../../helpers/strategy-run.ts';

const NOT_JSON = 'the answer is not JSON';
const plain = '{"label": "a} b", "n": [1]}';
const fenced = `\`\`\`json\n${plain}\n\`\`\``;
const preamble = `Here it is: ${plain} Anything else?`;
const cut = '{"label": "a} b", "n": [1';

describe('an answer that should be JSON', () => {
  it.each([
    ['plain', plain, undefined, undefined, undefined],
    ['a bare number', '7', undefined, undefined, undefined],
    ['a bare null', 'null', undefined, undefined, undefined],
    ['fenced', fenced, NOT_JSON, undefined, undefined],
    ['with a preamble', preamble, NOT_JSON, undefined, undefined],
    ['with escaped quotes', 'so: {"a": "\\"}"}', NOT_JSON, undefined, undefined],
    ['cut', cut, NOT_JSON, NOT_JSON, undefined],
    ['written badly', "{label: 'a',}", NOT_JSON, NOT_JSON, undefined],
    ['no JSON at all', 'I cannot help with that.', NOT_JSON, NOT_JSON, NOT_JSON],
    ['empty', '', NOT_JSON, NOT_JSON, NOT_JSON],
  ])('%s', (_, answer, none, extract, jsonrepair) => {
    const check = (repair: 'none' | 'extract' | 'jsonrepair') =>
      createJsonCheck({ repair })(answer, anItem(0));
    expect([check('none'), check('extract'), check('jsonrepair')]).toEqual([
      none,
      extract,
      jsonrepair,
    ]);
  });

  it('must fit the schema, and is told why it does not', () => {
    const check = createJsonCheck({ schema: z.object({ label: z.enum(['yes', 'no']) }) });
    expect(check('{"label": "yes"}', anItem(0))).toBeUndefined();
    expect(check('{"label": "perhaps"}', anItem(0))).toMatch(/^the answer does not fit the schema/);
  });
});
