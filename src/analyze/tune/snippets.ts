import type { TuningSnippet } from '../../core/tuning.ts';

/** Kinds whose size is the number of calls at the same time. */
const BOUNDED: ReadonlySet<string> = new Set([
  'semaphore',
  'workers',
  'queue',
  'waves',
  'task-group',
]);

/** Code that uses a value, to paste: a semaphore in the languages it is asked for in, otherwise the strategy itself. */
export function snippetsFor(kind: string, option: string, value: number): readonly TuningSnippet[] {
  if (option === 'size' && BOUNDED.has(kind)) {
    return [
      { label: 'p-limit', code: `pLimit(${value})` },
      { label: 'p-queue', code: `new PQueue({ concurrency: ${value} })` },
      { label: 'Python', code: `asyncio.Semaphore(${value})` },
    ];
  }
  return [{ label: 'scenario', code: `${camelCase(kind)}({ ${option}: ${value} })` }];
}

function camelCase(kind: string): string {
  return kind.replace(/-([a-z])/g, (_, letter: string) => letter.toUpperCase());
}
