import { wrap } from '../../render/terminal/width.ts';
import { EXIT_CODES } from '../exit-codes.ts';
import type { Io } from '../io.ts';
import { styleFor } from '../style.ts';
import type { Entry, EntryOption } from './entry.ts';
import type { TopicName } from './topics.ts';
import { TOPIC_NAMES, TOPICS } from './topics.ts';

const WIDEST = 100;
const NARROWEST = 40;
const IN_A_PIPE = 80;

type Heading = (text: string) => string;

/** Prints what can be named: every family in short, or one of them with all options. */
export async function showList(
  topic: TopicName | undefined,
  { json }: { readonly json: boolean },
  io: Io,
): Promise<number> {
  const { stdout } = io;
  const names = topic === undefined ? TOPIC_NAMES : [topic];
  const found = await Promise.all(
    names.map(async (name) => [name, await TOPICS[name].load()] as const),
  );
  if (json) {
    stdout.write(`${JSON.stringify(Object.fromEntries(found), null, 2)}\n`);
    return EXIT_CODES.pass;
  }
  const columns = stdout.isTTY ? stdout.columns : IN_A_PIPE;
  const width = Math.max(NARROWEST, Math.min(WIDEST, columns));
  const style = styleFor(stdout);
  const heading: Heading = (text) => style('bold', text);
  const lines = found.flatMap(([name, entries]) => [
    heading(name),
    style('dim', `  ${TOPICS[name].use}`),
    ...(topic === undefined ? shortLines(entries, width) : fullLines(entries, width, heading)),
    '',
  ]);
  if (topic === undefined) lines.push('Options and defaults: bench list strategies');
  else lines.pop();
  stdout.write(`${lines.join('\n')}\n`);
  return EXIT_CODES.pass;
}

/** One line an entry, more where its sentence is long. */
function shortLines(entries: readonly Entry[], width: number): readonly string[] {
  const column = widest(entries.map(({ name }) => name)) + 4;
  return entries.flatMap(({ name, summary }) =>
    wrap(summary, width, `  ${name}`.padEnd(column), ' '.repeat(column)),
  );
}

function fullLines(entries: readonly Entry[], width: number, heading: Heading): readonly string[] {
  return entries.flatMap(({ name, term, summary, options }) => [
    '',
    `  ${heading(name)}${term === undefined ? '' : `   ${term}`}`,
    ...wrap(summary, width, '    '),
    ...optionLines(options, width),
  ]);
}

function optionLines(options: readonly EntryOption[], width: number): readonly string[] {
  const nameColumn = widest(options.map(({ name }) => name)) + 2;
  const defaultColumn = widest(options.map(showDefault)) + 2;
  return options.flatMap((option) => {
    const first = `      ${option.name.padEnd(nameColumn)}${showDefault(option).padEnd(defaultColumn)}`;
    const words = option.of === undefined ? '' : ` (${option.of.join(', ')})`;
    return wrap(option.summary + words, width, first, ' '.repeat(first.length));
  });
}

/** As a scenario would write it; `-` where absence is a value of its own. */
function showDefault({ required, type, default: value }: EntryOption): string {
  if (required) return 'required';
  if (value === undefined) return '-';
  if (typeof value === 'string') return value;
  if (type !== 'duration') return JSON.stringify(value);
  const ms = Number(value);
  return ms >= 1_000 ? `${ms / 1_000}s` : `${ms}ms`;
}

function widest(texts: readonly string[]): number {
  return Math.max(0, ...texts.map((text) => text.length));
}
