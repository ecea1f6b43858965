import { createReadStream } from 'node:fs';
import { basename } from 'node:path';
import type { CsvError, Options } from 'csv-parse';
import { parse } from 'csv-parse';
import { BenchError } from '../../core/errors.ts';
import type { Item } from '../../core/item.ts';
import { fields } from '../check/fields.ts';
import type { Context } from '../check/leaf.ts';
import { refuse, text, unknownName } from '../check/leaf.ts';
import { fileShape, promptFunction, tagOf, tagOption } from './file.ts';
import type { FileOptions, Source, SourceDefinition } from './source.ts';
import { callForPrompt, callForTag, checkPrompt, systemOf } from './source.ts';

/** A row of a CSV file, by the names in its first line. */
export type CsvRow = Readonly<Record<string, string>>;

export type CsvOptions = FileOptions & {
  /** Whom or what an item is for, where they are kept apart: a column, or a function of a row. */
  readonly tag?: string | ((row: CsvRow) => string);
} & (
    | {
        /** The column that holds the prompt. */
        readonly column: string;
        readonly prompt?: never;
      }
    | {
        /** Makes a prompt of a row. */
        readonly prompt: (row: CsvRow) => string;
        readonly column?: never;
      }
  );

export type CsvWorkload = CsvOptions & { readonly kind: 'csv' };

/** Items from a CSV file with a header, one a row, read as they are needed. */
export function csv(options: CsvOptions): CsvWorkload {
  return { kind: 'csv', ...options };
}

export const csvSource: SourceDefinition = {
  kind: 'csv',
  summary: 'One item a row of a CSV file with a header, read as it is needed.',
  schema: ({ directory }) => {
    const shape = {
      ...fileShape(directory),
      column: text('the name of a column').exactOptional(),
      prompt: promptFunction.exactOptional(),
      tag: tagOption,
    };
    return fields(shape, 'options').transform(async (options, context): Promise<Source> => {
      const { path, column, prompt = () => '', tag, maxTokens, limit, ...rest } = options;
      if ((column === undefined) === (options.prompt === undefined)) {
        const hint = 'name the column: column: "text", or make the prompt: prompt: (row) => ….';
        refuse(context, { message: 'expected either column or prompt.', hint });
      } else if (column !== undefined) {
        await checkColumn(path, 'column', column, context);
      }
      if (typeof tag === 'string') await checkColumn(path, 'tag', tag, context);
      const rows = { columns: true, ...(limit !== undefined && { to: limit }) };
      return {
        plan: { kind: 'csv', maxTokens, path },
        ...(limit === undefined ? {} : { limit }),
        async *items(): AsyncIterable<Item> {
          let index = 0;
          for await (const { record, info } of readRecords<CsvRow>(path, rows)) {
            const source = `${basename(path)}:${info.lines}`;
            const text =
              column === undefined
                ? callForPrompt(() => prompt(record), source)
                : checkPrompt(record[column], source);
            const tagged = callForTag(() => tagOf(record, tag), source);
            yield { index, prompt: text, maxTokens, source, ...systemOf(rest), ...tagged };
            index++;
          }
        },
      };
    });
  },
};

async function checkColumn(
  path: string,
  option: 'column' | 'tag',
  column: string,
  context: Context,
): Promise<void> {
  for await (const { record: header } of readRecords<readonly string[]>(path, { to: 1 })) {
    if (header.includes(column)) return;
    refuse(context, unknownName(`${path} has no column "${column}"`, column, header), [option]);
  }
}

interface Numbered<T> {
  readonly record: T;
  readonly info: { readonly lines: number };
}

/**
 * Records one by one; the file is closed when the reader leaves. A stream that fails drops what it
 * has read ahead, so that the parser skips a broken record, which then fails here, after all
 * records before it.
 */
async function* readRecords<T>(path: string, options: Options): AsyncIterable<Numbered<T>> {
  let broken: CsvError | undefined;
  const parser = parse({
    bom: true,
    info: true,
    skip_empty_lines: true,
    skip_records_with_error: true,
    on_skip: (error) => {
      broken ??= error;
    },
    ...options,
  });
  const file = createReadStream(path).on('error', (error) => parser.destroy(error));
  try {
    for await (const numbered of file.pipe(parser) as AsyncIterable<Numbered<T>>) {
      if (broken !== undefined && numbered.info.lines > Number(broken.lines)) break;
      yield numbered;
    }
  } finally {
    file.destroy();
  }
  if (broken !== undefined) throw brokenRow(path, broken);
}

function brokenRow(path: string, cause: CsvError): BenchError {
  return new BenchError(
    'WORKLOAD_INVALID',
    `${basename(path)}:${String(cause.lines)}: ${cause.message}.`,
    { hint: 'quote values that hold commas, quotes or line breaks.', cause },
  );
}
