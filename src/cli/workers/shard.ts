import { createClient, createReader } from '../../client/create-client.ts';
import { createRealClock } from '../../clock/real.ts';
import { realInterval } from '../../clock/real-interval.ts';
import type { GeneratorHealth } from '../../core/health.ts';
import type { MeasuredRow } from '../../measure/row-replay.ts';
import { watchGenerator } from '../../measure/watch-generator.ts';
import { withOwnPolicies } from '../../runner/own-policies.ts';
import { prepare } from '../../runner/prepare.ts';
import { RoundShare } from '../../runner/round-share.ts';
import type { LiveRun, StrategyRunOutput } from '../../runner/run-strategy.ts';
import type { ShardOutput } from '../../runner/shards/merge-shards.ts';
import { shardWorkload } from '../../runner/shards/shard-workload.ts';
import type { OpenRound } from '../../runner/stage.ts';
import type { PlannedScenario } from '../../scenario/plan-scenario.ts';
import type { Address } from '../real-stage.ts';
import { openSockets, socketsOf } from '../warm-up.ts';
import type { FromShard, ToShard } from './messages.ts';

/** Rows that travel together: single ones would cost more than what they tell of. */
const ROWS_AT_ONCE = 200;
const PROGRESS_EVERY = 100;

/** One thread's share of a run, a round at a time. */
export class Shard {
  readonly #scenario: PlannedScenario;
  readonly #address: Address;
  readonly #keepText: boolean;
  readonly #tell: (message: FromShard) => void;
  readonly #stop = new AbortController();
  #open: { readonly share: RoundShare; readonly target: OpenRound } | undefined;
  #live: LiveRun | undefined;
  #rows: MeasuredRow[] = [];

  constructor(
    scenario: PlannedScenario,
    address: Address,
    keepText: boolean,
    tell: (message: FromShard) => void,
  ) {
    this.#scenario = scenario;
    this.#address = address;
    this.#keepText = keepText;
    this.#tell = tell;
  }

  async hear(message: ToShard): Promise<void> {
    switch (message.type) {
      case 'prepare':
        await this.#prepare(message);
        return this.#tell({ type: 'done' });
      case 'warm-up':
        await this.#open?.share.warmUp();
        return this.#tell({ type: 'done' });
      case 'measure':
        return this.#tell({ type: 'done', output: await this.#measure() });
      case 'end-load':
        return this.#live?.endLoad();
      case 'stop':
        return this.#stop.abort(new Error('the run was stopped'));
    }
  }

  async #prepare(of: Extract<ToShard, { type: 'prepare' }>): Promise<void> {
    const { plan, workload, code } = this.#scenario;
    const { connections, measure, create } = prepare(plan, of.strategy, code);
    const clock = createRealClock();
    const wall = () => clock.wall();
    const options = { ...this.#address, connections, keepText: this.#keepText, wall };
    const client = await createClient(plan.target, options);
    // Calls to a real API cost money, and fresh connections are the question there.
    if (plan.target.kind === 'mock' && !plan.target.freshClient) {
      await openSockets(client, socketsOf(connections));
    }
    const wire = {
      baseUrl: this.#address.baseUrl,
      host: new URL(this.#address.baseUrl).host,
      fetch: globalThis.fetch,
      labelled: plan.target.kind === 'mock',
      createReader: createReader(plan.target, options),
    };
    const target = { client, wire, close: () => client.close() };
    const share = new RoundShare({
      workload,
      clock,
      code,
      measure,
      target,
      create,
      plan: withOwnPolicies(plan, of.strategy),
      round: of.round,
      signal: this.#stop.signal,
      part: (all) => shardWorkload(all, of.index, of.of),
    });
    this.#open = { share, target };
  }

  async #measure(): Promise<ShardOutput> {
    const { share, target } = this.#open ?? {};
    if (!share || !target) throw new Error('a share is prepared before it is measured');
    // CPU time and memory belong to the process, not to a thread of it.
    const stopWatch = watchGenerator({
      clock: createRealClock(),
      usage: () => ({ cpu: 0, rssMib: 0 }),
      socketWaits: () => target.client.waiting?.() ?? 0,
    });
    const silence = realInterval(PROGRESS_EVERY, () => this.#tellProgress());
    try {
      const output = await share.measure({
        onStart: (run) => {
          this.#live = run;
        },
        onSettled() {},
        onItem() {},
        onRow: (row) => this.#add(row),
      });
      this.#tellProgress();
      return plainOutput(output, stopWatch());
    } finally {
      silence();
      this.#live = undefined;
      await target.close();
    }
  }

  #add(row: MeasuredRow): void {
    this.#rows.push(row);
    if (this.#rows.length === ROWS_AT_ONCE) this.#flush();
  }

  #flush(): void {
    if (this.#rows.length === 0) return;
    this.#tell({ type: 'rows', rows: this.#rows });
    this.#rows = [];
  }

  /** Rows go with it, so that few are lost with a thread. */
  #tellProgress(): void {
    this.#flush();
    if (this.#live) this.#tell({ type: 'progress', progress: this.#live.progress() });
  }
}

/** What can travel to another thread. */
function plainOutput(
  { metrics, complete, cut_us, thrown, left, releases }: StrategyRunOutput,
  generator: GeneratorHealth,
): ShardOutput {
  return {
    metrics,
    complete,
    generator,
    ...(releases && { releases }),
    ...(cut_us !== undefined && { cut_us }),
    ...(thrown !== undefined && {
      thrown: thrown instanceof Error ? thrown.message : String(thrown),
    }),
    ...(left && { left }),
  };
}
