import { invalid } from '../api/anthropic-errors.ts';
import type { JsonObject, WireError } from '../api/api.ts';
import type { BatchRequest } from './batch.ts';

const MOST_REQUESTS = 100_000;

const CUSTOM_ID = /^[a-zA-Z0-9_-]{1,64}$/;

/** The requests of a body, if their names are right. Parameters are checked when they are worked on. */
export function readRequests({ requests }: JsonObject): readonly BatchRequest[] | WireError {
  if (requests === undefined) return invalid('requests: Field required');
  if (!Array.isArray(requests)) return invalid('requests: Input should be a valid list');
  if (requests.length === 0) return invalid('requests: List should have at least 1 item');
  if (requests.length > MOST_REQUESTS) {
    return invalid(`requests: List should have at most ${MOST_REQUESTS} items`);
  }
  const unnamed = requests.findIndex((request: unknown) => Object(request).custom_id === undefined);
  if (unnamed >= 0) return invalid(`requests.${unnamed}.custom_id: Field required`);
  const named = requests.map((request: unknown): BatchRequest => {
    const { custom_id: customId, params } = (request ?? {}) as JsonObject;
    return { customId: typeof customId === 'string' ? customId : '', params };
  });
  return findWrongName(named) ?? named;
}

function findWrongName(requests: readonly BatchRequest[]): WireError | undefined {
  const seen = new Set<string>();
  for (const [index, { customId }] of requests.entries()) {
    const path = `requests.${index}.custom_id`;
    if (!CUSTOM_ID.test(customId)) {
      return invalid(`${path}: String should match pattern '${CUSTOM_ID.source}'`);
    }
    if (seen.has(customId)) return invalid(`${path}: custom_id must be unique within a batch`);
    seen.add(customId);
  }
  return undefined;
}
