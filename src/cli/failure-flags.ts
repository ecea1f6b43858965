import { BenchError } from '../core/errors.ts';

/** Statuses of the failure types of llm-d-inference-sim. */
const STATUSES: Readonly<Record<string, number>> = {
  rate_limit: 429,
  invalid_api_key: 401,
  context_length: 400,
  server_error: 503,
  invalid_request: 400,
  model_not_found: 404,
};

const TYPES = Object.keys(STATUSES);

interface FailureFlags {
  /** Share of requests that fail, in percent. */
  readonly failureInjectionRate?: string;
  /** Comma-separated; all unless named. */
  readonly failureTypes?: string;
}

/**
 * Reads the failure flags of llm-d-inference-sim as `faults` of a scenario's `mock({ … })`: each
 * type has an equal share of the rate.
 *
 * @throws {BenchError} USAGE when a type is unknown, or the rate is no percentage
 */
export function parseFailures(flags: FailureFlags): Record<string, unknown> {
  const { failureInjectionRate, failureTypes } = flags;
  if (failureInjectionRate === undefined && failureTypes === undefined) return {};
  const rate = readPercentage(failureInjectionRate);
  const types = failureTypes === undefined ? TYPES : failureTypes.split(',');
  // The first fault that hits decides, so that a later one only sees what is left.
  const share = rate / 100 / types.length;
  return Object.fromEntries(
    types.map((type, before) => [
      `failure-${type.replaceAll('_', '-')}`,
      { kind: 'status', status: statusOf(type), rate: Math.min(1, share / (1 - before * share)) },
    ]),
  );
}

function readPercentage(text = ''): number {
  const rate = Number(text);
  if (text.trim() !== '' && rate >= 0 && rate <= 100) return rate;
  const got = text === '' ? 'nothing' : `"${text}"`;
  throw new BenchError(
    'USAGE',
    `--failure-injection-rate: expected a percentage from 0 to 100, got ${got}.`,
    { hint: 'write --failure-injection-rate 10 for every tenth request.' },
  );
}

function statusOf(type: string): number {
  const status = Object.hasOwn(STATUSES, type) ? STATUSES[type] : undefined;
  if (status !== undefined) return status;
  throw new BenchError('USAGE', `--failure-types: unknown type "${type}".`, {
    hint: `known types: ${TYPES.join(', ')}.`,
  });
}
