import { invalid } from '../api/anthropic-errors.ts';
import type { WireError } from '../api/api.ts';
import type { Batch } from './batch.ts';

const DEFAULT_LIMIT = 20;

const MOST = 1_000;

export interface Page {
  readonly data: readonly Batch[];
  /** Whether more follow in the direction that was asked for. */
  readonly has_more: boolean;
  readonly first_id: string | null;
  readonly last_id: string | null;
}

/**
 * A page of a list.
 *
 * @param batches all, the newest first
 * @param query `limit`; `after_id` for what follows a batch, or `before_id` for what stands just
 * before it
 */
export function listPage(batches: readonly Batch[], query: URLSearchParams): Page | WireError {
  const limit = Number(query.get('limit') ?? DEFAULT_LIMIT);
  if (!Number.isInteger(limit) || limit < 1 || limit > MOST) {
    return invalid(`limit: Input should be a whole number from 1 to ${MOST}`);
  }
  const cursor = query.get('before_id') ?? query.get('after_id');
  const at = batches.findIndex(({ id }) => id === cursor);
  if (cursor !== null && at < 0) return invalid(`No message batch with id ${cursor}`);
  return query.has('before_id')
    ? pageOf(batches, Math.max(0, at - limit), at, at > limit)
    : pageOf(batches, at + 1, at + 1 + limit, at + 1 + limit < batches.length);
}

function pageOf(batches: readonly Batch[], from: number, to: number, hasMore: boolean): Page {
  const data = batches.slice(from, to);
  return {
    data,
    has_more: hasMore,
    first_id: data.at(0)?.id ?? null,
    last_id: data.at(-1)?.id ?? null,
  };
}
