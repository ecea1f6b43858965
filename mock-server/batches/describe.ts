import type { Milliseconds } from '../../src/core/units.ts';
import type { Batch } from './batch.ts';
import { ARCHIVED_AFTER, EXPIRES_AFTER } from './batch.ts';

/**
 * A batch as the API shows it. Its dates are on its own calendar: created plus age, whatever scale
 * its time has.
 *
 * @param origin where the client found the server
 */
export function describeBatch(batch: Batch, age: Milliseconds, origin: string): object {
  const at = (time: Milliseconds) => timestamp(new Date(batch.createdAt.getTime() + time));
  const status = batch.status(age);
  const archived = isArchived(age);
  const hasResults = status === 'ended' && !archived;
  return {
    id: batch.id,
    type: 'message_batch',
    processing_status: status,
    request_counts: batch.counts(age),
    created_at: at(0),
    expires_at: at(EXPIRES_AFTER),
    ended_at: status === 'ended' ? at(batch.endsAt) : null,
    cancel_initiated_at: batch.cancelledAt === undefined ? null : at(batch.cancelledAt),
    archived_at: archived ? at(ARCHIVED_AFTER) : null,
    results_url: hasResults ? `${origin}/v1/messages/batches/${batch.id}/results` : null,
  };
}

/** Whether the results are gone. */
export function isArchived(age: Milliseconds): boolean {
  return age >= ARCHIVED_AFTER;
}

/** RFC 3339 with microseconds. */
function timestamp(time: Date): string {
  return time.toISOString().replace('Z', '000Z');
}
