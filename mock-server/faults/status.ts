import { defineVariant } from '../../src/core/variant.ts';
import type { AnsweringFault } from './fault.ts';
import { EVERY_HOST } from './fault.ts';

export const status = defineVariant({
  kind: 'status',
  summary: 'An error instead of a reply, in the shape of the API that was called.',
  options: {
    status: { type: 'count', min: 200, max: 599, default: 529, summary: 'HTTP status' },
    body: { type: 'text', optional: true, summary: "the body; unless named, the API's error" },
    headers: {
      type: 'headers',
      default: {},
      summary: 'further headers, such as retry-after or x-should-retry',
    },
  },
  create: ({ status, body, headers }): AnsweringFault => ({
    stage: 'admission',
    hosts: EVERY_HOST,
    status,
    answer(sink, desk) {
      sink.head(status, { ...desk.headers, 'content-type': 'application/json', ...headers });
      sink.end(body ?? desk.errorBody(desk.describe(status)));
    },
  }),
});
