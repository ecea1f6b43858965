import type { OptionSpecs } from '../../src/core/option.ts';
import type { Milliseconds } from '../../src/core/units.ts';
import type { VariantDefinition } from '../../src/core/variant.ts';
import type { WireError } from '../api/api.ts';
import type { Host, ReplySink } from '../core/sink.ts';

/** Hosts that carry a fault. */
export type Hosts = readonly Host[];

export const EVERY_HOST: Hosts = ['http', 'fetch', 'msw'];

/** Under msw a client sees a clean end instead. */
export const HOSTS_THAT_BREAK: Hosts = ['http', 'fetch'];

/** What needs a socket. */
export const SOCKETS_ONLY: Hosts = ['http'];

/** What a fault may use to speak in the server's place. */
export interface Desk {
  /** Headers that every reply carries: request id and the like. */
  readonly headers: Readonly<Record<string, string>>;
  /** An error's body in the shape of the API that was called. */
  errorBody(error: WireError): string;
  /** How that API words a status. */
  describe(status: number): WireError;
}

/** What a fault that spoils a reply may use. */
export interface Scene extends Desk {
  /** Draw number `n` of this request, uniform in [0, 1). */
  uniform(n: number): number;
  /** Runs something later, unless the client goes away first. */
  after(delay: Milliseconds, run: () => void): void;
  /** Ends service: the reply is over for the server, whatever the client still waits for. */
  breakOff(): void;
}

/**
 * Goes wrong before there is a request: its conditions see connections, numbered from 1 as items
 * are, and no model. The truth has no rows of them.
 */
export interface ConnectionFault {
  readonly stage: 'connection';
  readonly hosts: Hosts;
}

/** Goes wrong before any limit: the request is answered, or not, in the server's place. */
export interface AnsweringFault {
  readonly stage: 'admission';
  readonly hosts: Hosts;
  /** HTTP status that the truth records; 0 = none was sent. */
  readonly status: number;
  answer(sink: ReplySink, desk: Desk): void;
}

/** Goes wrong in service: limits, slots and service time are as ever, but the reply is spoiled. */
export interface SpoilingFault {
  readonly stage: 'service';
  readonly hosts: Hosts;
  /** Which replies it can spoil. */
  readonly replies: 'streamed' | 'whole' | 'all';
  /** Puts itself between a reply and its client. */
  spoil(sink: ReplySink, scene: Scene): ReplySink;
}

export type Fault = ConnectionFault | AnsweringFault | SpoilingFault;

export type FaultDefinition<
  K extends string = string,
  S extends OptionSpecs = OptionSpecs,
> = VariantDefinition<K, S, Fault>;
