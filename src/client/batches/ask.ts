import type { BatchReply } from '../../core/batches.ts';
import type { Headers, Transport, WireRequest } from '../../core/wire.ts';
import { failureOfReply } from '../failure.ts';
import { SignalCancellation } from '../signal-cancellation.ts';

/** Most of a body that is kept; only results are longer, and those are read as they come. */
const LONGEST_BODY = 1_048_576;

/** One request whose reply is wanted as a whole, or bit by bit. */
export interface Question {
  readonly transport: Transport;
  readonly request: WireRequest;
  readonly signal: AbortSignal;
  /** Takes the pieces of a good reply instead of keeping them. */
  readonly take?: (text: string) => void;
  readonly wall: () => Date;
}

/** Sends a request. Never rejects. @returns the body of a good reply; empty where `take` had it */
export function ask(question: Question): Promise<BatchReply<string>> {
  const { transport, request, signal, take, wall } = question;
  const cancellation = new SignalCancellation(signal);
  const reply = new Promise<BatchReply<string>>((resolve) => {
    const decoder = new TextDecoder();
    let status = 0;
    let replyHeaders: Headers = {};
    let body = '';
    const isGood = () => status >= 200 && status < 300;
    const add = (text: string) => {
      if (take && isGood()) take(text);
      else if (body.length < LONGEST_BODY) body += text;
    };
    transport.send(
      request,
      {
        connected() {},
        head(code, headers) {
          status = code;
          replyHeaders = headers;
        },
        data: (bytes) => add(decoder.decode(bytes, { stream: true })),
        end() {
          add(decoder.decode());
          if (isGood()) resolve({ ok: body });
          else resolve({ failure: failureOfReply(status, replyHeaders, body, wall) });
        },
        fail: (failure) => resolve({ failure }),
      },
      cancellation,
    );
  });
  return reply.finally(() => cancellation.release());
}
