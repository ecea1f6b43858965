import { createHash } from 'node:crypto';
import type { Ambient, AmbientOptions, Refusal } from '../../src/clock/ambient.ts';
import type { DriverName } from '../../src/clock/driver.ts';
import type { VirtualClockStats } from '../../src/clock/virtual.ts';
import { VirtualClock } from '../../src/clock/virtual.ts';

/** What foreign code gets to run: the clock, and a ledger whose lines make the fingerprint. */
export interface CaseContext {
  readonly clock: VirtualClock;
  readonly ledger: string[];
}

/** A program on ambient virtual time. Its module is imported after the patch. */
export interface AmbientCase {
  readonly fetch?: (clock: VirtualClock) => AmbientOptions['fetch'];
  run(context: CaseContext): Promise<unknown>;
}

/** Which case to run, and how; plain data, because it travels to another thread or process. */
export interface CaseRequest {
  /** URL of the module that exports `cases`. */
  readonly module: string;
  readonly name: string;
  readonly seed?: number;
  readonly driver?: DriverName;
}

export interface CaseReply {
  readonly result?: unknown;
  readonly error?: { readonly name: string; readonly code?: unknown; readonly message: string };
  readonly now: number;
  readonly stats: VirtualClockStats;
  readonly refusals: readonly Refusal[];
  readonly fingerprint: string;
}

export async function runAmbientCase(ambient: Ambient, request: CaseRequest): Promise<CaseReply> {
  const module: { cases: Readonly<Record<string, AmbientCase>> } = await import(request.module);
  const chosen = module.cases[request.name];
  if (!chosen) throw new Error(`There is no case ${request.name} in ${request.module}.`);
  const clock = new VirtualClock({ driver: request.driver ?? 'ring' });
  const ledger: string[] = [];
  const fetch = chosen.fetch?.(clock);
  ambient.activate(clock, { seed: request.seed ?? 1, ...(fetch && { fetch }) });
  const outcome = await clock
    .run(() => chosen.run({ clock, ledger }))
    .then(
      (result) => ({ result }),
      (error) => ({ error: { name: error.name, code: error.code, message: error.message } }),
    );
  ambient.deactivate();
  return {
    ...outcome,
    now: clock.now(),
    stats: clock.stats,
    refusals: ambient.refusals,
    fingerprint: createHash('sha256').update(ledger.join('\n')).digest('hex').slice(0, 16),
  };
}
