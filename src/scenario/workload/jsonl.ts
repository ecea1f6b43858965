import { createReadStream } from 'node:fs';
import { basename } from 'node:path';
import { BenchError } from '../../core/errors.ts';
import type { Item } from '../../core/item.ts';
import { fields, isPlainObject } from '../check/fields.ts';
import type { Context } from '../check/leaf.ts';
import { expected, leaf, refuse, unknownName } from '../check/leaf.ts';
import { nearest } from '../check/nearest.ts';
import { fileShape, tagOf, tagOption } from './file.ts';
import type { FileOptions, Source, SourceDefinition } from './source.ts';
import { callForPrompt, callForTag, checkPrompt, systemOf } from './source.ts';

/** A row of a JSON Lines file. */
export type JsonRow = Readonly<Record<string, unknown>>;

export interface JsonlOptions extends FileOptions {
  /**
   * The field that holds the prompt, or a function that makes a prompt of a row. @default 'prompt'
   */
  readonly prompt?: string | ((row: JsonRow) => string);
  /** Whom or what an item is for, where they are kept apart: a field, or a function of a row. */
  readonly tag?: string | ((row: JsonRow) => string);
}

export type JsonlWorkload = JsonlOptions & { readonly kind: 'jsonl' };

/** Items from a JSON Lines file, one a line, read as they are needed. */
export function jsonl(options: JsonlOptions): JsonlWorkload {
  return { kind: 'jsonl', ...options };
}

export const jsonlSource: SourceDefinition = {
  kind: 'jsonl',
  summary: 'One item a line of a JSON Lines file, read as it is needed.',
  schema: ({ directory }) =>
    fields(
      { ...fileShape(directory), prompt: prompt.prefault('prompt'), tag: tagOption },
      'options',
    ).transform(
      async ({ path, prompt, tag, maxTokens, limit, ...rest }, context): Promise<Source> => {
        if (typeof tag === 'string') await checkTag(path, tag, context);
        return {
          plan: { kind: 'jsonl', maxTokens, path },
          ...(limit === undefined ? {} : { limit }),
          async *items(): AsyncIterable<Item> {
            let index = 0;
            for await (const { row, source } of readRows(path)) {
              if (index === limit) return;
              const text = promptOf(row, prompt, source);
              const tagged = callForTag(() => tagOf(row, tag), source);
              yield { index, prompt: text, maxTokens, source, ...systemOf(rest), ...tagged };
              index++;
            }
          },
        };
      },
    ),
};

/** Rows that are looked at for a tag. */
const LOOKED_AT = 1_000;

/** Not every row needs a tag, but one of them does. */
async function checkTag(path: string, tag: string, context: Context): Promise<void> {
  const fields = new Set<string>();
  let rows = 0;
  try {
    for await (const { row } of readRows(path)) {
      if (tag in row) return;
      for (const field of Object.keys(row)) fields.add(field);
      if (++rows === LOOKED_AT) break;
    }
  } catch {
    // Whoever takes the broken row is told.
    return;
  }
  // Rows further down may have one, unless it looks like a slip of the pen.
  if (rows === 0 || (rows === LOOKED_AT && nearest(tag, fields) === undefined)) return;
  const what = `none of the first ${rows} rows of ${path} has a field "${tag}"`;
  refuse(context, unknownName(what, tag, [...fields]), ['tag']);
}

const prompt = leaf(
  (value) =>
    typeof value === 'string' || typeof value === 'function'
      ? (value as JsonlOptions['prompt'] & {})
      : undefined,
  expected('the name of a field or a function of the row', 'write prompt: "text".'),
);

function promptOf(row: JsonRow, prompt: JsonlOptions['prompt'] & {}, source: string): string {
  if (typeof prompt === 'function') return callForPrompt(() => prompt(row), source);
  if (prompt in row) return checkPrompt(row[prompt], source);
  const { message, hint } = unknownName(`no field "${prompt}"`, prompt, Object.keys(row));
  throw new BenchError('WORKLOAD_INVALID', `${source}: ${message}`, { hint: hint ?? '' });
}

async function* readRows(path: string): AsyncIterable<{ row: JsonRow; source: string }> {
  let line = 0;
  for await (const text of readLines(path)) {
    line++;
    if (text.trim() === '') continue;
    const source = `${basename(path)}:${line}`;
    yield { row: parseRow(text, source), source };
  }
}

function parseRow(text: string, source: string): JsonRow {
  const refusal = 'expected one JSON object on the line';
  let row: unknown;
  try {
    row = JSON.parse(text);
  } catch (cause) {
    throw new BenchError('WORKLOAD_INVALID', `${source}: ${refusal}.`, { cause });
  }
  if (isPlainObject(row)) return row;
  throw new BenchError('WORKLOAD_INVALID', `${source}: ${refusal}, got other JSON.`);
}

/**
 * Lines end with a line feed only: node:readline would also break inside JSON strings that hold
 * U+2028, which JSON allows.
 */
async function* readLines(path: string): AsyncIterable<string> {
  let rest = '';
  let first = true;
  for await (const chunk of createReadStream(path, 'utf8')) {
    const text = first ? String(chunk).replace(/^\uFEFF/, '') : String(chunk);
    first = false;
    const lines = (rest + text).split('\n');
    rest = lines.pop() ?? '';
    yield* lines;
  }
  yield rest;
}
