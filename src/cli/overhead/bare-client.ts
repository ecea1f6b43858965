import { Pool } from 'undici';

/** What a client spends at least: requests over undici's dispatch, replies read and parsed, nothing measured or kept. */
export interface BareClient {
  /** Sends `count` requests, at most as many at once as there are connections. */
  run(count: number): Promise<void>;
  close(): Promise<void>;
}

export interface BareRequest {
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** @param stream whether replies are server-sent events: each one's data is parsed as it comes */
export function createBareClient(
  url: string,
  connections: number,
  { path, headers, body }: BareRequest,
  stream: boolean,
): BareClient {
  const pool = new Pool(url, { connections, pipelining: 1, allowH2: false });
  const request = { method: 'POST', path, headers, body } as const;
  const ask = () =>
    new Promise<void>((resolve, reject) => {
      const read = stream ? new EventReader() : new WholeReader();
      pool.dispatch(request, {
        onRequestStart() {},
        onResponseStart() {},
        onResponseData: (_, chunk) => read.chunk(chunk),
        onResponseEnd() {
          read.end();
          resolve();
        },
        onResponseError: (_, error) => reject(error),
      });
    });
  return {
    async run(count) {
      let left = count;
      const loop = async () => {
        while (left-- > 0) await ask();
      };
      await Promise.all(Array.from({ length: connections }, loop));
    },
    close: () => pool.destroy(),
  };
}

class WholeReader {
  #text = '';

  chunk(chunk: Buffer): void {
    this.#text += chunk.toString();
  }

  end(): void {
    JSON.parse(this.#text);
  }
}

/** Events whose data is JSON, one line each. */
class EventReader {
  #rest = '';

  chunk(chunk: Buffer): void {
    const events = (this.#rest + chunk.toString()).split('\n\n');
    this.#rest = events.pop() ?? '';
    for (const event of events) {
      const data = event.indexOf('data: ');
      if (data >= 0) JSON.parse(event.slice(data + 6));
    }
  }

  end(): void {}
}
