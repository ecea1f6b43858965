import { defineVariant } from '../../src/core/variant.ts';
import type { AnsweringFault } from './fault.ts';
import { EVERY_HOST } from './fault.ts';

export const empty = defineVariant({
  kind: 'empty',
  summary: 'Status 200 and the content type of JSON, but not one byte of it.',
  options: {},
  create: (): AnsweringFault => ({
    stage: 'admission',
    hosts: EVERY_HOST,
    status: 200,
    answer(sink, desk) {
      sink.head(200, { ...desk.headers, 'content-type': 'application/json' });
      sink.end();
    },
  }),
});
