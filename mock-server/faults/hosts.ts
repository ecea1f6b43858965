import { BenchError } from '../../src/core/errors.ts';
import type { FaultPlan } from '../../src/core/fault-plan.ts';
import { createVariant } from '../core/create-variant.ts';
import type { Host } from '../core/sink.ts';
import { faults as registry } from './registry.ts';

const NAMES: Readonly<Record<Host, string>> = {
  http: 'the HTTP server',
  fetch: 'the in-process fetch',
  msw: 'msw',
};

/**
 * Refuses faults that a host cannot carry, instead of a run in which they silently do nothing.
 *
 * @throws {BenchError} MOCK_FAILED that names the first one
 */
export function checkFaults(plans: readonly FaultPlan[], attached: Iterable<Host>): void {
  for (const host of attached) for (const plan of plans) checkFault(plan, host);
}

function checkFault(plan: FaultPlan, host: Host): void {
  const { hosts } = createVariant(registry, plan);
  if (hosts.includes(host)) return;
  const others = hosts.map((name) => NAMES[name]).join(' or ');
  throw new BenchError(
    'MOCK_FAILED',
    `${NAMES[host]} cannot carry the fault "${plan.id}" (${plan.kind}); nothing was started.`,
    { hint: `use ${others}, or remove "${plan.id}" from \`faults\`.` },
  );
}
