import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Clock } from '../src/core/clock.ts';
import { BenchError } from '../src/core/errors.ts';
import type { Milliseconds } from '../src/core/units.ts';
import type { AdminAccess, AdminBarrier } from './admin-access.ts';
import { findAdminBarrier } from './admin-access.ts';
import { bodyLimit } from './api/size.ts';
import { Connections } from './connections.ts';
import type { Mock } from './core/mock.ts';
import type { Connection } from './core/sink.ts';
import { allowPages } from './cors.ts';
import { HttpReply } from './http-reply.ts';
import { originForm } from './origin-form.ts';
import { probeLoop } from './truth/loop-probe.ts';

/** Bytes of a stream that may wait for its client. */
const MAX_BUFFERED = 1_048_576;

export interface ServerOptions {
  /** @default '127.0.0.1' */
  readonly host?: string;
  /** 0 = any free port. @default 0 */
  readonly port?: number;
  /**
   * Connections that may wait to be accepted; the system caps it. Node's own 511 drops SYNs when
   * thousands connect at once, and a client would measure their retransmission.
   *
   * @default 8192
   */
  readonly backlog?: number;
  /** Who may use the admin endpoints. @default clients of the same machine */
  readonly admin?: AdminAccess;
  /** Hears of every request when its reply is over. @default nobody */
  readonly onReply?: (reply: RepliedRequest) => void;
}

/** A request and what became of it, as the host saw it. */
export interface RepliedRequest {
  readonly method: string;
  /** As the client sent it. */
  readonly path: string;
  /** 0 = none was sent. */
  readonly status: number;
  /** From the request's head to the end of the reply. */
  readonly duration: Milliseconds;
  /** Whether the whole reply was handed to the client's connection. */
  readonly complete: boolean;
}

export interface RunningServer {
  readonly url: string;
  readonly port: number;
  /**
   * Stops listening, lets replies go on for a while, and drops what is still open then.
   *
   * @param grace how long; 0 unless named
   */
  close(grace?: Milliseconds): Promise<void>;
}

/**
 * Serves a mock over HTTP/1.1.
 *
 * @throws {BenchError} MOCK_FAILED when the address cannot be listened on, or a fault of the plan
 * needs another host
 */
export async function startServer(
  mock: Mock,
  { host = '127.0.0.1', port = 0, backlog = 8_192, admin = {}, onReply }: ServerOptions = {},
): Promise<RunningServer> {
  mock.attach('http');
  const connections = new Connections();
  // The client closes idle connections first, and no limit of the server's own gets into a
  // measurement.
  const server = createServer(
    { keepAliveTimeout: 75_000, requestTimeout: 0, headersTimeout: 0, noDelay: true },
    (request, response) => {
      // Before anybody looks whether it is an admin endpoint's.
      request.url = originForm(request.url ?? '/');
      // A connection that is kept alive would outlast its last reply.
      response.on('close', () => {
        if (!server.listening) server.closeIdleConnections();
      });
      if (onReply !== undefined) watchReply(mock.clock, request, response, onReply);
      const connection = connections.next(request.socket);
      const barrier = findAdminBarrier(admin, request);
      if (barrier !== undefined) refuse(request, response, barrier);
      else if (allowPages(request, response)) request.resume();
      else receive(mock, request, response, connection);
    },
  );
  server.maxRequestsPerSocket = 0;
  server.on('connection', (socket) => {
    if (mock.refuses(connections.add(socket))) socket.resetAndDestroy();
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error) => reject(cannotListen(error, host, port)));
    server.listen({ host, port, backlog }, resolve);
  });
  const stopProbe = probeLoop(mock.clock, (lag) => mock.observeLoop(lag));
  const address = server.address() as AddressInfo;
  return {
    url: `http://${host.includes(':') ? `[${host}]` : host}:${address.port}`,
    port: address.port,
    close: (grace = 0) => close(server, mock.clock, stopProbe, grace),
  };
}

function close(
  server: Server,
  clock: Clock,
  stopProbe: () => void,
  grace: Milliseconds,
): Promise<void> {
  stopProbe();
  return new Promise((resolve) => {
    if (grace === 0) {
      server.close(() => resolve());
      server.closeAllConnections();
      return;
    }
    const timer = clock.at(clock.now() + grace, () => server.closeAllConnections());
    server.close(() => {
      timer.cancel();
      resolve();
    });
  });
}

function cannotListen(error: NodeJS.ErrnoException, host: string, port: number): BenchError {
  if (error.code === 'EADDRINUSE') {
    return new BenchError(
      'MOCK_FAILED',
      `port ${port} of ${host} is in use; the mock server did not start.`,
      { hint: 'name another port, or port 0 for any free one.', cause: error },
    );
  }
  return new BenchError(
    'MOCK_FAILED',
    `the mock server cannot listen on ${host}:${port}: ${error.message}.`,
    { hint: 'name an address of this machine, such as 127.0.0.1.', cause: error },
  );
}

function watchReply(
  clock: Clock,
  { method = 'GET', url: path = '/' }: IncomingMessage,
  response: ServerResponse,
  onReply: (reply: RepliedRequest) => void,
): void {
  const begun = clock.now();
  response.on('close', () =>
    onReply({
      method,
      path,
      status: response.headersSent ? response.statusCode : 0,
      duration: clock.now() - begun,
      complete: response.writableFinished,
    }),
  );
}

function refuse(
  request: IncomingMessage,
  response: ServerResponse,
  { status, error }: AdminBarrier,
): void {
  request.resume();
  response.writeHead(status, { 'content-type': 'application/json' });
  response.end(JSON.stringify({ error }));
}

/** Reads a request, and answers it as soon as it is complete, or too large. */
function receive(
  mock: Mock,
  request: IncomingMessage,
  response: ServerResponse,
  connection: Connection,
): void {
  const [path = '/', query = ''] = (request.url ?? '/').split('?', 2);
  const limit = bodyLimit(path);
  const headAt = mock.clock.now();
  const parts: Buffer[] = [];
  let size = 0;
  const answer = (oversized: boolean) => {
    const exchange = mock.handle(
      {
        host: 'http',
        origin: `http://${request.headers.host}`,
        connection,
        headAt,
        method: request.method ?? 'GET',
        path,
        query,
        headers: request.headers as Record<string, string | undefined>,
        body: oversized ? '' : join(parts).toString(),
        oversized,
      },
      new HttpReply(response, mock.plan.wire.maxBuffered ?? MAX_BUFFERED),
    );
    response.on('close', () => {
      if (!response.writableFinished) exchange.abort();
    });
  };
  request.on('data', (part: Buffer) => {
    // What comes after the limit is read past, so that the client gets to reading its answer.
    if (size > limit) return;
    size += part.length;
    if (size <= limit) parts.push(part);
    else answer(true);
  });
  request.on('end', () => {
    if (size <= limit) answer(false);
  });
}

/** Most bodies come in one piece, which is not copied. */
function join(parts: readonly Buffer[]): Buffer {
  const [only, ...more] = parts;
  return only !== undefined && more.length === 0 ? only : Buffer.concat(parts);
}
