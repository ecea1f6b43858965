import { accessSync, constants, existsSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Mistake } from '../../core/errors.ts';
import { BenchError } from '../../core/errors.ts';
import type { RunResult } from '../../core/run-result.ts';
import type { RendererDefinition } from '../../render/index.ts';
import { renderers } from '../../render/index.ts';
import { nearest } from '../../scenario/check/nearest.ts';
import type { Io } from '../io.ts';
import { appendSummary, writeComment, writeFormat } from './write.ts';

/** Where a result is to be written besides its own folder. */
export interface OutputFlags {
  /** `name` or `name=path`, as often as wanted. */
  readonly format?: readonly string[] | undefined;
  /** Append the Markdown page to the step summary of GitHub Actions. */
  readonly summary?: true | undefined;
  /** File for a comment on a merge request. */
  readonly comment?: string | undefined;
}

/** Writes a result in other formats. */
export interface Outputs {
  /** Whether stdout belongs to one of them, so that nothing else may be printed there. */
  readonly ownsStdout: boolean;
  write(result: RunResult): Promise<void>;
}

interface Wanted {
  readonly definition: RendererDefinition;
  readonly path: string | undefined;
}

/**
 * Reads the flags and tries whether everything can be written, before anything is sent.
 *
 * @throws {BenchError} USAGE with all mistakes
 */
export function openOutputs({ format = [], summary, comment }: OutputFlags, io: Io): Outputs {
  const mistakes: Mistake[] = [];
  const wanted = format.flatMap((flag): Wanted[] => {
    const [name = '', ...rest] = flag.split('=');
    const definition = renderers.find((renderer) => renderer.name === name);
    const path = rest.length > 0 ? rest.join('=') : undefined;
    if (!definition) mistakes.push(unknownFormat(name));
    else if (path === '') mistakes.push({ path: `--format ${flag}`, message: 'names no file.' });
    else if (definition.each && path === undefined) {
      const hint = `--format ${name}=${name}.${definition.extension}`;
      mistakes.push({ path: `--format ${flag}`, message: 'fills files, not stdout.', hint });
    } else return [{ definition, path }];
    return [];
  });
  const toStdout = wanted.filter(({ path }) => path === undefined);
  if (toStdout.length > 1) {
    const names = toStdout.map(({ definition }) => definition.name).join(' and ');
    mistakes.push({
      path: '--format',
      message: `${names} both go to stdout.`,
      hint: `name a file for all but one: --format ${toStdout[1]?.definition.name}=FILE`,
    });
  }
  const summaryFile = summary ? io.env.GITHUB_STEP_SUMMARY : undefined;
  if (summary && !summaryFile) {
    mistakes.push({
      path: '--summary',
      message: 'GITHUB_STEP_SUMMARY is not set: this is no step of GitHub Actions.',
      hint: 'use --format markdown=summary.md instead.',
    });
  }
  const paths = [...wanted.map(({ path }) => path), comment, summaryFile];
  for (const path of paths) {
    const why = path && whyNotWritable(path);
    if (why) mistakes.push({ path, message: why, hint: 'name a file in a folder that is there.' });
  }
  if (mistakes.length > 0) {
    throw new BenchError('USAGE', 'the result could not be written as asked; nothing was sent.', {
      mistakes,
    });
  }
  return {
    ownsStdout: toStdout.length > 0,
    async write(result) {
      for (const { definition, path } of wanted) await writeFormat(definition, path, result, io);
      if (summaryFile) await appendSummary(summaryFile, result);
      if (comment) await writeComment(comment, result);
    },
  };
}

function unknownFormat(name: string): Mistake {
  const known = renderers.map((renderer) => renderer.name);
  const near = nearest(name, known);
  return {
    path: '--format',
    message: `unknown format "${name}"${near ? `; did you mean "${near}"?` : '.'}`,
    hint: `known: ${known.join(', ')}.`,
  };
}

function whyNotWritable(path: string): string | undefined {
  try {
    if (existsSync(path)) {
      if (statSync(path).isDirectory()) return 'is a folder.';
      accessSync(path, constants.W_OK);
    } else if (existsSync(dirname(path))) accessSync(dirname(path), constants.W_OK);
    else return `cannot be written: there is no folder ${dirname(path)}.`;
    return undefined;
  } catch (error) {
    return `cannot be written: ${error instanceof Error ? error.message : String(error)}.`;
  }
}
