import { appendFileSync, existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { extname } from 'node:path';
import { BenchError } from '../../core/errors.ts';
import type { RunResult } from '../../core/run-result.ts';
import type { RendererDefinition } from '../../render/index.ts';
import type { Io } from '../io.ts';

/** Writes one format: to its file or files, or to stdout. */
export async function writeFormat(
  definition: RendererDefinition,
  path: string | undefined,
  result: RunResult,
  io: Io,
): Promise<void> {
  if (definition.each) {
    const render = await definition.load();
    for (const strategy of result.strategies) {
      save(pathFor(path ?? definition.name, strategy.name, result), render(result, strategy));
    }
    return;
  }
  const render = await definition.load();
  const text = render(result);
  if (path === undefined) io.stdout.write(text);
  else save(path, text);
}

/** `out.json` becomes `out-pool.json` where there are several strategies. */
function pathFor(path: string, strategy: string, { strategies }: RunResult): string {
  if (strategies.length < 2) return path;
  const extension = extname(path);
  const stem = path.slice(0, path.length - extension.length);
  return `${stem}-${strategy.replace(/[^\w.-]/g, '_')}${extension}`;
}

/** Appends, because earlier steps wrote there, too; as much as fits beside them. */
export async function appendSummary(path: string, result: RunResult): Promise<void> {
  const { boundedMarkdown, SUMMARY_BYTES } = await import('../../render/bounded-markdown.ts');
  const there = existsSync(path) ? statSync(path).size : 0;
  const separator = there > 0 && !readFileSync(path, 'utf8').endsWith('\n') ? '\n' : '';
  const room = SUMMARY_BYTES - there - separator.length;
  try {
    appendFileSync(path, separator + boundedMarkdown(result, room));
  } catch (cause) {
    throw lost(path, cause);
  }
}

export async function writeComment(path: string, result: RunResult): Promise<void> {
  const { renderComment } = await import('../../render/bounded-markdown.ts');
  save(path, renderComment(result));
}

function save(path: string, text: string): void {
  try {
    writeFileSync(path, text);
  } catch (cause) {
    throw lost(path, cause);
  }
}

function lost(path: string, cause: unknown): BenchError {
  const why = cause instanceof Error ? cause.message : String(cause);
  return new BenchError('OUTPUT_LOST', `cannot write ${path}: ${why}.`, {
    hint: 'the result itself is kept: bench report RESULT --format … writes it again.',
    cause,
  });
}
