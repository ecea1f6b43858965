import { defineVariant } from '../../src/core/variant.ts';
import type { AnsweringFault } from './fault.ts';
import { EVERY_HOST } from './fault.ts';

const TITLES: Readonly<Record<number, string>> = {
  502: 'Bad Gateway',
  503: 'Service Temporarily Unavailable',
  504: 'Gateway Time-out',
  520: 'Web server is returning an unknown error',
  524: 'A timeout occurred',
};

export const page = defineVariant({
  kind: 'page',
  summary: "A gateway's page in HTML instead of the API's answer.",
  options: {
    status: { type: 'count', min: 200, max: 599, default: 502, summary: 'HTTP status' },
  },
  create: ({ status }): AnsweringFault => {
    const title = `${status} ${TITLES[status] ?? 'Error'}`;
    return {
      stage: 'admission',
      hosts: EVERY_HOST,
      status,
      answer(sink) {
        sink.head(status, { 'content-type': 'text/html; charset=UTF-8' });
        sink.end(
          `<html>\r\n<head><title>${title}</title></head>\r\n<body>\r\n` +
            `<center><h1>${title}</h1></center>\r\n<hr><center>cloudflare</center>\r\n` +
            '</body>\r\n</html>\r\n',
        );
      },
    };
  },
});
