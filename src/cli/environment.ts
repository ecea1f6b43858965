import { readFileSync } from 'node:fs';
import { arch, cpus, platform, release, totalmem } from 'node:os';
import type { Environment } from '../core/run-result.ts';
import { ciRunner } from './ci-runner.ts';

const BYTES_PER_GIB = 2 ** 30;

/** The version in package.json, which stands at the same depth above source and build output. */
export function toolVersion(): string {
  const path = import.meta.resolve('llm-bench/package.json');
  const { version } = JSON.parse(readFileSync(new URL(path), 'utf8')) as { version: string };
  return version;
}

/** The machine and the tool. Holds nothing that changes by itself from one minute to the next, such as a clock rate. */
export function describeEnvironment(): Environment {
  const processors = cpus();
  const ci = ciRunner(process.env);
  return {
    tool: toolVersion(),
    node: process.versions.node,
    os: `${platform()} ${release()}`,
    arch: arch(),
    cpu: processors[0]?.model.trim() ?? 'unknown',
    cores: processors.length,
    memory_gib: Math.round(totalmem() / BYTES_PER_GIB),
    ...(ci !== undefined && { ci }),
  };
}
