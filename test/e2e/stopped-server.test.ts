import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { createClient } from '../../src/client/create-client.ts';
import { createRealClock } from '../../src/clock/real.ts';
import type { TargetPlan } from '../../src/core/plan.ts';
import { createRng } from '../../src/core/rng.ts';
import { gather } from '../../src/dispatch/strategies/gather.ts';
import { runStrategy } from '../../src/runner/run-strategy.ts';
import { constantRate } from '../../src/scenario/arrivals/constant-rate.ts';
import { aWorkload, NO_RETRY } from '../helpers/strategy-run.ts';

const BENCH = fileURLToPath(new URL('../helpers/bench.ts', import.meta.url));

const target: TargetPlan = {
  ...{ kind: 'api', api: 'anthropic', model: 'mock', stream: false, client: 'http' },
  freshClient: false,
};

it('a server that is stopped for 1 s shows in p99 of latency, and later requests are as fast as before', {
  timeout: 60_000,
}, async () => {
  const clock = createRealClock();
  const child = fork(BENCH, ['mock', '--json', '--latency', 'constant:10ms'], {
    silent: true,
    execArgv: ['--conditions=@llm-bench/source'],
  });
  try {
    const [line] = (await once(child.stdout ?? child, 'data')) as [Buffer];
    const { url, pid } = JSON.parse(String(line)) as { url: string; pid: number };
    const client = await createClient(target, {
      ...{ baseUrl: url, key: 'mock', connections: undefined, keepText: false },
      wall: () => clock.wall(),
    });
    const started = clock.now();
    const stopped = clock.sleep(1_000).then(() => process.kill(pid, 'SIGSTOP'));
    const resumed = stopped.then(() => clock.sleep(1_000)).then(() => process.kill(pid, 'SIGCONT'));
    const { metrics, rows } = await runStrategy({
      ...{ strategy: gather.create({}), client, clock, rng: createRng(1), round: 0 },
      workload: { ...aWorkload(200), arrivals: constantRate.create({ perSecond: 50 }) },
      ...{ retry: NO_RETRY, timeouts: {}, streaming: false },
      signal: new AbortController().signal,
      onStart: () => {},
      onSettled: () => {},
    });
    await resumed;
    await client.close();

    expect(metrics.counts).toMatchObject({ scheduled: 200, completed: 200 });
    expect(metrics.latency?.p99_ms).toBeGreaterThanOrEqual(900);
    const service = (from: number, until: number) =>
      [...rows]
        .flatMap(({ attempts }) => attempts)
        .filter(({ sent_us }) => sent_us >= from * 1e6 && sent_us < until * 1e6)
        .map(({ sent_us, ended_us }) => (ended_us - sent_us) / 1_000)
        .sort((a, b) => a - b);
    const later = service(3, 4);
    expect(later[Math.floor(later.length / 2)]).toBeLessThan(200);
    expect(clock.now() - started).toBeLessThan(30_000);
  } finally {
    process.kill(child.pid ?? 0, 'SIGCONT');
    child.kill('SIGTERM');
    await once(child, 'exit');
  }
});
