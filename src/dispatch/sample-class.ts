import type { Outcome } from '../core/outcome.ts';

/** What an attempt's end says about the server's load: it coped, it did not, or nothing. */
export type SampleClass = 'ok' | 'drop' | 'ignore';

/** Tells a server that is short of something from a request or a client that is at fault. */
export function classify({ kind }: Outcome): SampleClass {
  switch (kind) {
    case 'ok':
      return 'ok';
    case 'rate-limited':
    case 'overloaded':
    case 'server-error':
    case 'timeout':
    case 'connection':
      return 'drop';
    case 'client-error':
    case 'invalid-output':
    case 'truncated':
    case 'cancelled':
      return 'ignore';
  }
}

/** What speaks for the whole server: 5xx and broken connections; 429 and 500 belong to an endpoint. */
export function classifyHost(outcome: Outcome): SampleClass {
  const own = outcome.kind === 'rate-limited' || outcome.status === 500;
  return own ? 'ignore' : classify(outcome);
}

/** What speaks for one endpoint: 429 and 500. */
export function classifyEndpoint(outcome: Outcome): SampleClass {
  if (outcome.kind === 'ok') return 'ok';
  return outcome.kind === 'rate-limited' || outcome.status === 500 ? 'drop' : 'ignore';
}
