import type { ServerResponse } from 'node:http';
import type { Chunk, ReplySink } from './core/sink.ts';

/**
 * Writes one reply to a socket. The head waits for the first bytes, so that a reply that is already
 * complete goes out with its length. While the client reads too slowly, chunks are kept and joined.
 */
export class HttpReply implements ReplySink {
  readonly #response: ServerResponse;
  #status = 200;
  #headers: Record<string, string> = {};
  #blocked = false;
  #waiting: Uint8Array[] = [];

  constructor(response: ServerResponse) {
    this.#response = response;
  }

  head(status: number, headers: Record<string, string>): void {
    this.#status = status;
    this.#headers = headers;
  }

  write(chunk: Chunk): void {
    if (this.#blocked) {
      this.#waiting.push(Buffer.from(chunk));
      return;
    }
    if (!this.#response.headersSent) this.#response.writeHead(this.#status, this.#headers);
    if (this.#response.write(chunk)) return;
    this.#blocked = true;
    this.#response.once('drain', () => this.#unblock());
  }

  end(chunk: Chunk = ''): void {
    if (!this.#response.headersSent) {
      this.#headers['content-length'] = String(Buffer.byteLength(chunk));
      this.#response.writeHead(this.#status, this.#headers);
    }
    if (this.#waiting.length > 0) this.#response.write(Buffer.concat(this.#waiting));
    this.#waiting = [];
    this.#response.end(chunk);
  }

  #unblock(): void {
    this.#blocked = false;
    if (this.#waiting.length === 0) return;
    const joined = Buffer.concat(this.#waiting);
    this.#waiting = [];
    this.write(joined);
  }
}
