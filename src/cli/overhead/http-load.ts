import { Agent, request } from 'node:http';
import { text } from 'node:stream/consumers';

/** A reply that can be sent again. */
export interface CannedReply {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** Sends the same question again and again. */
export interface HttpLoad {
  /** One reply, as it came. */
  once(url: string): Promise<CannedReply>;
  /** Sends `count` requests, at most as many at once as there are connections. */
  run(url: string, count: number): Promise<void>;
  close(): void;
}

/** @param stream whether the reply is asked for as server-sent events */
export function createHttpLoad(connections: number, stream: boolean): HttpLoad {
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  const question = JSON.stringify({
    model: 'mock-llm-1',
    max_tokens: 64,
    stream,
    messages: [{ role: 'user', content: 'Classify the sentiment of this review: it works.' }],
  });
  const headers = {
    'content-type': 'application/json',
    'content-length': Buffer.byteLength(question),
    'x-api-key': 'mock',
    'anthropic-version': '2023-06-01',
  };

  function ask(url: string): Promise<CannedReply> {
    return new Promise((resolve, reject) => {
      const sent = request(`${url}/v1/messages`, { method: 'POST', agent, headers }, (reply) => {
        const kept = Object.entries(reply.headers).filter(([name]) => !HOP_BY_HOP.has(name));
        text(reply).then((body) => {
          if (reply.statusCode !== 200) reject(new Error(`the server answered: ${body}`));
          else resolve({ headers: Object.fromEntries(kept) as Record<string, string>, body });
        }, reject);
      });
      sent.on('error', reject);
      sent.end(question);
    });
  }

  return {
    once: ask,
    async run(url, count) {
      let left = count;
      const loop = async () => {
        while (left-- > 0) await ask(url);
      };
      await Promise.all(Array.from({ length: connections }, loop));
    },
    close: () => agent.destroy(),
  };
}

/** Headers that each server writes by itself. */
const HOP_BY_HOP = new Set(['date', 'connection', 'keep-alive', 'transfer-encoding']);
