import { defineVariant } from '../../src/core/variant.ts';
import type { Chunk } from '../core/sink.ts';
import type { SpoilingFault } from './fault.ts';
import { EVERY_HOST } from './fault.ts';
import { Filter, firstHalf, toText } from './filter.ts';

/** What a model makes of JSON that it was asked for. */
const FORMS = {
  plain: (json: string) => json,
  fenced: (json: string) => `\`\`\`json\n${json}\n\`\`\``,
  preamble: (json: string) => `Here is the JSON that you asked for:\n\n${json}`,
  cut: firstHalf,
} as const;

export const jsonAnswer = defineVariant({
  kind: 'json-answer',
  summary: 'The answer is JSON: in a code fence, behind a preamble, cut, or plain as asked.',
  options: {
    form: {
      type: 'choice',
      of: ['plain', 'fenced', 'preamble', 'cut'],
      default: 'fenced',
      summary: 'what stands around it',
    },
    json: {
      type: 'text',
      default: '{"label":"positive","score":0.9}',
      summary: 'the answer',
    },
  },
  create: ({ form, json }): SpoilingFault => ({
    stage: 'service',
    hosts: EVERY_HOST,
    replies: 'whole',
    spoil: (sink) => new Answered(sink, FORMS[form](json)),
  }),
});

/** The parts of a reply, of either API, that hold its text. */
interface Reply {
  readonly content?: { text?: string }[];
  readonly choices?: { message: { content?: string } }[];
}

class Answered extends Filter {
  readonly #text: string;

  constructor(sink: Filter['sink'], text: string) {
    super(sink);
    this.#text = text;
  }

  override end(chunk: Chunk = ''): void {
    const reply = JSON.parse(toText(chunk)) as Reply;
    for (const block of reply.content ?? []) if (block.text !== undefined) block.text = this.#text;
    for (const { message } of reply.choices ?? []) message.content = this.#text;
    this.sink.end(JSON.stringify(reply));
  }
}
