import type { Client } from '../core/client.ts';

/** The same client, with its key left out of what a server or a library says: some repeat it in their errors. */
export function hideKey(client: Client, key: string): Client {
  return {
    ...client,
    async send(request) {
      const outcome = await client.send(request);
      if (outcome.kind === 'ok' || !outcome.message.includes(key)) return outcome;
      return { ...outcome, message: outcome.message.replaceAll(key, '[API key]') };
    },
  };
}
