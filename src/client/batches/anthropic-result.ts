import type { Outcome } from '../../core/outcome.ts';
import { failureWithin } from '../failure.ts';
import { asObject, asText, parseJson } from '../json.ts';
import { readError } from '../provider-error.ts';

/** What a line of results says of one item. */
export interface BatchResult {
  readonly item: number;
  readonly outcome: Outcome;
}

/**
 * Reads one line of a batch's results: `{"custom_id","result": {"type": "succeeded" | "errored" | "canceled" | "expired", …}}`.
 *
 * @param readMessage reads the message of one that succeeded
 * @returns `undefined` for a line that names no item of ours
 */
export function readResult(
  line: string,
  readMessage: (message: string) => Outcome,
): BatchResult | undefined {
  const parsed = asObject(parseJson(line));
  const result = asObject(parsed?.result);
  const name = asText(parsed?.custom_id);
  if (!result || name === undefined || !/^\d{1,15}$/.test(name)) return undefined;
  return { item: Number(name), outcome: outcomeOf(result, readMessage) };
}

function outcomeOf(
  { type, message, error }: Readonly<Record<string, unknown>>,
  readMessage: (message: string) => Outcome,
): Outcome {
  switch (type) {
    case 'succeeded':
      return { ...readMessage(JSON.stringify(message)), status: 200 };
    case 'errored':
      return failureWithin(readError(error) ?? {});
    case 'canceled':
      return { kind: 'cancelled', message: 'the batch was cancelled before its turn' };
    case 'expired':
      return { kind: 'timeout', stage: 'total', message: 'the batch expired before its turn' };
    default:
      return { kind: 'invalid-output', message: 'a result of a batch of an unknown type' };
  }
}
