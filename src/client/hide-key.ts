import type { BatchClient, BatchReply } from '../core/batches.ts';
import type { Client } from '../core/client.ts';
import type { Failure, Outcome } from '../core/outcome.ts';
import type { ReplyReader } from '../core/wire.ts';

const HIDDEN = '[API key]';
/** A shorter beginning of a key tells nothing. */
const SHORTEST_PART = 4;

/** The same client, with its key left out of what a server or a library says: some repeat it in their errors. */
export function hideKey(client: Client, key: string): Client {
  return { ...client, send: async (request) => withoutKey(await client.send(request), key) };
}

/** The same reader, with the key left out of what it reads. */
export function hideKeyFrom(reader: ReplyReader, key: string): ReplyReader {
  return {
    head: (status, headers) => reader.head(status, headers),
    data: (bytes) => reader.data(bytes),
    get pieces() {
      return reader.pieces;
    },
    end: () => withoutKey(reader.end(), key),
  };
}

/** The same batch API, with the key left out of what the server says. */
export function hideKeyInBatches(client: BatchClient, key: string): BatchClient {
  const hidden = async <T>(reply: Promise<BatchReply<T>>): Promise<BatchReply<T>> => {
    const settled = await reply;
    return 'ok' in settled ? settled : { failure: withoutKey(settled.failure, key) as Failure };
  };
  return {
    sizeOf: (item) => client.sizeOf(item),
    create: (items, signal) => hidden(client.create(items, signal)),
    hasEnded: (id, signal) => hidden(client.hasEnded(id, signal)),
    results: (id, take, signal) =>
      hidden(
        client.results(
          id,
          (item, outcome, bytes) => take(item, withoutKey(outcome, key), bytes),
          signal,
        ),
      ),
    cancel: (id, signal) => hidden(client.cancel(id, signal)),
  };
}

function withoutKey(outcome: Outcome, key: string): Outcome {
  if (outcome.kind === 'ok') return outcome;
  const message = withoutCutKey(outcome.message.replaceAll(key, HIDDEN), key);
  return message === outcome.message ? outcome : { ...outcome, message };
}

/** A message that was cut may end in the middle of the key. */
function withoutCutKey(message: string, key: string): string {
  if (!message.endsWith('…')) return message;
  const text = message.slice(0, -1);
  for (let length = key.length - 1; length >= SHORTEST_PART; length--) {
    if (text.endsWith(key.slice(0, length))) return `${text.slice(0, -length)}${HIDDEN}…`;
  }
  return message;
}
