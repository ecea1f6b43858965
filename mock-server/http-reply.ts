import type { ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import type { Break, Chunk, ReplySink } from './core/sink.ts';

/**
 * Writes one reply to a socket. The head waits for the first bytes, so that a reply that is already
 * complete goes out with its length. Chunks of one instant are joined, and so are all that come
 * while the client reads too slowly: each write to a socket costs more than a chunk's making. Beyond
 * a number of bytes that wait, the reply says that it is full. What comes after the connection is
 * gone is dropped.
 */
export class HttpReply implements ReplySink {
  readonly #response: ServerResponse;
  /** A finished response has let go of it. */
  readonly #socket: Socket | null;
  readonly #maxBuffered: number;
  #status = 200;
  #headers: Record<string, string> = {};
  #blocked = false;
  #scheduled = false;
  #waiting: Chunk[] = [];
  /** Bytes of what waits, since the client began to read too slowly. */
  #held = 0;

  /** @param maxBuffered bytes that may wait for the client */
  constructor(response: ServerResponse, maxBuffered: number) {
    this.#response = response;
    this.#socket = response.socket;
    this.#maxBuffered = maxBuffered;
  }

  get isFull(): boolean {
    return this.#blocked && this.#held + this.#response.writableLength > this.#maxBuffered;
  }

  head(status: number, headers: Record<string, string>): void {
    this.#status = status;
    this.#headers = headers;
  }

  write(chunk: Chunk): void {
    // As a chunk of HTTP, nothing is the end.
    if (this.#gone || chunk.length === 0) return;
    this.#waiting.push(chunk);
    if (this.#blocked) this.#held += Buffer.byteLength(chunk);
    if (this.#blocked || this.#scheduled) return;
    this.#scheduled = true;
    queueMicrotask(() => {
      this.#scheduled = false;
      if (!this.#blocked && !this.#gone) this.#flush();
    });
  }

  end(chunk: Chunk = ''): void {
    if (this.#gone) return;
    if (!this.#response.headersSent) {
      if (this.#waiting.length === 0) {
        this.#headers['content-length'] ??= String(Buffer.byteLength(chunk));
      }
      this.#sendHead();
    }
    if (this.#waiting.length === 0) this.#response.end(chunk);
    else this.#response.end(join([...this.#waiting.splice(0), chunk]));
  }

  break(how: Break): void {
    const socket = this.#socket;
    if (socket === null || socket.destroyed) return;
    if (!this.#gone) this.#flush();
    // Behind all that has been written.
    socket.write('', () => (how === 'reset' ? socket.resetAndDestroy() : socket.destroySoon()));
  }

  flush(): void {
    if (!this.#gone && !this.#blocked) this.#flush();
  }

  raw(text: string): void {
    if (!this.#response.headersSent) this.#sendHead();
    this.#response.write('');
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
    if (this.#waiting.length === 0) return;
    const begun = this.#response.headersSent;
    if (!begun) this.#sendHead();
    const joined = join(this.#waiting);
    this.#waiting = [];
    const isTaken = begun ? this.#sendChunk(joined) : this.#response.write(joined);
    if (isTaken || this.#blocked) return;
    this.#blocked = true;
    (this.#socket ?? this.#response).once('drain', () => {
      this.#blocked = false;
      this.#held = 0;
      this.#flush();
    });
  }

  /**
   * Later than with the head. Frames the chunk here: node:http sends length, chunk and line ends apart, and a stream of paced
   * events takes a quarter more CPU (measured).
   *
   * @returns whether there is room for more
   */
  #sendChunk(chunk: Chunk): boolean {
    if (this.#socket === null || typeof chunk !== 'string' || !this.#response.chunkedEncoding) {
      return this.#response.write(chunk);
    }
    const length = Buffer.byteLength(chunk).toString(16);
    return this.#socket.write(`${length}\r\n${chunk}\r\n`);
  }
}

function join(chunks: readonly Chunk[]): Chunk {
  const [only = '', ...more] = chunks;
  if (more.length === 0) return only;
  if (chunks.every((chunk) => typeof chunk === 'string')) return chunks.join('');
  return Buffer.concat(
    chunks.map((chunk) => (typeof chunk === 'string' ? Buffer.from(chunk) : chunk)),
  );
}
