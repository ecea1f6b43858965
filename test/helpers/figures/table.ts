import { availableParallelism } from 'node:os';
import { setFlagsFromString } from 'node:v8';
import { Worker } from 'node:worker_threads';
import type { Figures } from './measure.ts';
import type { ProfileName } from './profiles.ts';
import { ROWS } from './rows.ts';
import type { CellRequest } from './table-thread.ts';

/** Those with the longest cells first, so that no thread ends long before the others. */
const PROFILES_BY_WORK = ['B', 'C', 'A', 'A1'] as const satisfies readonly ProfileName[];

/** Room for young objects. With 1 MB, V8's first, copying those that live on takes a tenth of the time (measured). */
const SEMI_SPACE_MB = 64;

/** The cells of the table, by {@link cellKey}, on as many threads as the machine has cores. */
export async function measureTable(
  seeds: Readonly<Record<ProfileName, number>>,
): Promise<ReadonlyMap<string, Figures>> {
  const cells: CellRequest[] = PROFILES_BY_WORK.flatMap((profile) =>
    ROWS.filter(({ expected }) => expected[profile]).map(({ name }) => ({
      profile,
      name,
      seeds: seeds[profile],
    })),
  );
  const table = new Map<string, Figures>();
  const threads = Math.min(availableParallelism(), cells.length);
  await Promise.all(Array.from({ length: threads }, () => measureInThread(cells, table)));
  return table;
}

export function cellKey({ profile, name }: Pick<CellRequest, 'profile' | 'name'>): string {
  return `${profile} ${name}`;
}

/** Takes cells from the front until there are none. */
function measureInThread(cells: CellRequest[], table: Map<string, Figures>): Promise<void> {
  // Read when a thread's heap is made.
  setFlagsFromString(`--min-semi-space-size=${SEMI_SPACE_MB}`);
  const thread = new Worker(new URL('./table-thread.ts', import.meta.url), {
    execArgv: ['--conditions=@llm-bench/source'],
    resourceLimits: { maxYoungGenerationSizeMb: 3 * SEMI_SPACE_MB },
  });
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const next = () => {
    const cell = cells.shift();
    if (!cell) return resolve();
    thread.once('message', (figures: Figures) => {
      table.set(cellKey(cell), figures);
      next();
    });
    thread.postMessage(cell);
  };
  thread.once('error', reject);
  next();
  return promise.finally(() => thread.terminate());
}
