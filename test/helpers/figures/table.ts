import { availableParallelism } from 'node:os';
import { setFlagsFromString } from 'node:v8';
import { Worker } from 'node:worker_threads';
import type { Figures } from './figures-of.ts';
import { planCell } from './plan-cell.ts';
import type { ProfileName } from './profiles.ts';
import type { Row } from './rows.ts';
import { ROWS } from './rows.ts';

/**
 * The smallest cells first: code that is not compiled yet meets few requests at once then, and the table takes a tenth less
 * (measured). The last cells are short, so that no thread ends long before the others.
 */
const SMALL_FIRST = ['A', 'A1', 'C', 'B'] as const satisfies readonly ProfileName[];

/** Room for young objects. With 1 MB, V8's first, copying those that live on takes a tenth of the time (measured). */
const SEMI_SPACE_MB = 64;

/** A cell that is to be measured. */
interface Cell {
  readonly profile: ProfileName;
  readonly row: Row;
}

/** The cells of the table, by {@link cellKey}, on threads of their own. */
export async function measureTable(
  seeds: Readonly<Record<ProfileName, number>>,
): Promise<ReadonlyMap<string, Figures>> {
  const cells: Cell[] = SMALL_FIRST.flatMap((profile) =>
    ROWS.filter(({ expected }) => expected[profile]).map((row) => ({ profile, row })),
  );
  const table = new Map<string, Figures>();
  const measure = () => measureInThread(cells, seeds, table);
  await Promise.all(Array.from({ length: threadsFor(seeds) }, measure));
  return table;
}

/**
 * As many as there are cores; with one seed, one fewer. Half of its time a thread is not warm then, and V8 compiles for it on
 * another core: on two cores a second thread ends no sooner, for 40 % more work (measured).
 */
function threadsFor(seeds: Readonly<Record<ProfileName, number>>): number {
  const cores = availableParallelism();
  return Math.max(...Object.values(seeds)) > 1 ? cores : Math.max(1, cores - 1);
}

export function cellKey(profile: ProfileName, { name }: Pick<Row, 'name'>): string {
  return `${profile} ${name}`;
}

/** Takes cells from the front until there are none. */
function measureInThread(
  cells: Cell[],
  seeds: Readonly<Record<ProfileName, number>>,
  table: Map<string, Figures>,
): Promise<void> {
  const thread = openThread();
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const next = async () => {
    const cell = cells.shift();
    if (!cell) return resolve();
    const { profile, row } = cell;
    thread.once('message', (figures: Figures) => {
      table.set(cellKey(profile, row), figures);
      next().catch(reject);
    });
    thread.postMessage(await planCell(row, profile, seeds[profile]));
  };
  thread.once('error', reject);
  next().catch(reject);
  return promise.finally(() => thread.terminate());
}

function openThread(): Worker {
  // Read when a thread's heap is made.
  setFlagsFromString(`--min-semi-space-size=${SEMI_SPACE_MB}`);
  return new Worker(new URL('./table-thread.ts', import.meta.url), {
    execArgv: ['--conditions=@llm-bench/source'],
    resourceLimits: { maxYoungGenerationSizeMb: 3 * SEMI_SPACE_MB },
  });
}
