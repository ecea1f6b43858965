/** A request as a host hands it to the server. */
export interface MockRequest {
  readonly method: string;
  readonly path: string;
  /** Without its question mark. */
  readonly query: string;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly body: string;
}

/** Part of a reply's body. Text is sent as UTF-8. */
export type Chunk = string | Uint8Array;

/** Where a reply goes: `head`, then any number of `write`, then `end`. */
export interface ReplySink {
  head(status: number, headers: Record<string, string>): void;
  write(chunk: Chunk): void;
  end(chunk?: Chunk): void;
}
