import childProcess from 'node:child_process';
import dgram from 'node:dgram';
import dns from 'node:dns';
import net from 'node:net';
import workerThreads from 'node:worker_threads';
import type { RefusalCode } from '../virtual-errors.ts';
import type { RunSlot } from './active-run.ts';
import { patchFunction, patchValue } from './patch.ts';

/**
 * What runs on real time throws during a run: virtual time would race ahead of a packet in flight,
 * and the results would be wrong without a sign of it.
 */
export function patchRefusals(slot: RunSlot): void {
  const refuse = (code: RefusalCode, label: string, target: object, names: readonly string[]) => {
    for (const name of names) {
      patchFunction(target, name, slot, (run) => {
        throw run.refuse(code, `${label}.${name}`);
      });
    }
  };
  refuse('REAL_NETWORK', 'net.Server', net.Server.prototype, ['listen']);
  refuse('REAL_NETWORK', 'dgram', dgram, ['createSocket']);
  refuse('REAL_DNS', 'dns', dns, queriesOf(dns));
  refuse('REAL_DNS', 'dns.Resolver', dns.Resolver.prototype, queriesOf(dns.Resolver.prototype));
  refuseDnsPromises(slot);
  // All asynchronous functions of child_process, promisified ones too, end in this method.
  refuse('REAL_PROCESS', 'child_process', childProcess.ChildProcess.prototype, ['spawn']);
  refuse('REAL_PROCESS', 'child_process', childProcess, ['spawnSync', 'execSync', 'execFileSync']);
  refuseWorkers(slot);
}

/** Names of the functions that ask a name server or the operating system. */
function queriesOf(target: object): string[] {
  return Object.getOwnPropertyNames(target).filter((name) =>
    /^(lookup|resolve|reverse)/.test(name),
  );
}

function refuseDnsPromises(slot: RunSlot): void {
  for (const target of [dns.promises, dns.promises.Resolver.prototype]) {
    for (const name of queriesOf(target)) {
      patchFunction(target, name, slot, (run) =>
        Promise.reject(run.refuse('REAL_DNS', `dns.promises.${name}`)),
      );
    }
  }
}

function refuseWorkers(slot: RunSlot): void {
  const patched = new Proxy(workerThreads.Worker, {
    construct(target, args, newTarget) {
      if (slot.run) throw slot.run.refuse('REAL_THREAD', 'new Worker');
      return Reflect.construct(target, args, newTarget);
    },
  });
  patchValue(workerThreads, 'Worker', patched);
}
