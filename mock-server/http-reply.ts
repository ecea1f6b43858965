import type { ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import type { Break, Chunk, ReplySink } from './core/sink.ts';

/**
 * Writes one reply to a socket. The head waits for the first bytes, so that a reply that is already
 * complete goes out with its length. While the client reads too slowly, chunks are kept and joined.
 * What comes after the connection is gone is dropped.
 */
export class HttpReply implements ReplySink {
  readonly #response: ServerResponse;
  /** A finished response has let go of it. */
  readonly #socket: Socket | null;
  #status = 200;
  #headers: Record<string, string> = {};
  #blocked = false;
  #waiting: Uint8Array[] = [];

  constructor(response: ServerResponse) {
    this.#response = response;
    this.#socket = response.socket;
  }

  head(status: number, headers: Record<string, string>): void {
    this.#status = status;
    this.#headers = headers;
  }

  write(chunk: Chunk): void {
    if (this.#gone) return;
    if (this.#blocked) {
      this.#waiting.push(Buffer.from(chunk));
      return;
    }
    if (!this.#response.headersSent) this.#sendHead();
    if (this.#response.write(chunk)) return;
    this.#blocked = true;
    this.#response.once('drain', () => this.#unblock());
  }

  end(chunk: Chunk = ''): void {
    if (this.#gone) return;
    if (!this.#response.headersSent) {
      this.#headers['content-length'] ??= String(Buffer.byteLength(chunk));
      this.#sendHead();
    }
    this.#flush();
    this.#response.end(chunk);
  }

  break(how: Break): void {
    const socket = this.#socket;
    if (socket === null || socket.destroyed) return;
    if (!this.#gone) this.#flush();
    // Behind all that has been written.
    socket.write('', () => (how === 'reset' ? socket.resetAndDestroy() : socket.destroySoon()));
  }

  raw(text: string): void {
    this.write('');
    this.#flush();
    this.#socket?.write(text);
  }

  get #gone(): boolean {
    return this.#response.destroyed || this.#response.writableEnded;
  }

  /** A reply that announces the close of its connection ends with it, and not in chunks. */
  #sendHead(): void {
    const { connection, 'content-length': length } = this.#headers;
    if (connection === 'close' && length === undefined) {
      this.#response.removeHeader('transfer-encoding');
    }
    this.#response.writeHead(this.#status, this.#headers);
  }

  #flush(): void {
    if (this.#waiting.length > 0) this.#response.write(Buffer.concat(this.#waiting));
    this.#waiting = [];
  }

  #unblock(): void {
    this.#blocked = false;
    if (this.#waiting.length === 0) return;
    const joined = Buffer.concat(this.#waiting);
    this.#waiting = [];
    this.write(joined);
  }
}
