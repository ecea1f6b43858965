import type { Socket } from 'node:net';
import type { Connection } from './core/sink.ts';

/** Numbers sockets, and the requests on each of them. */
export class Connections {
  readonly #known = new WeakMap<Socket, { readonly id: number; nth: number }>();
  #sockets = 0;

  /** A socket was accepted. @returns its number */
  add(socket: Socket): number {
    return this.#number(socket).id;
  }

  /** A request came through a socket. */
  next(socket: Socket): Connection {
    const known = this.#known.get(socket) ?? this.#number(socket);
    return { id: known.id, nth: ++known.nth };
  }

  #number(socket: Socket) {
    const known = { id: ++this.#sockets, nth: 0 };
    this.#known.set(socket, known);
    return known;
  }
}
