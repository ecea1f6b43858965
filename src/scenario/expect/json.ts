import { jsonrepair } from 'jsonrepair';
import type { AnswerCheck } from '../../core/user-code.ts';

/** The part of a Standard Schema (zod 4, valibot, ArkType) that is used here. */
export interface SchemaLike {
  readonly '~standard': { validate(value: unknown): unknown };
}

/** What may be done to an answer before it is given up. */
export type Repair = 'none' | 'extract' | 'jsonrepair';

export interface JsonOptions {
  /** What the value must be like: a schema of zod or of any other library with Standard Schema. */
  readonly schema?: SchemaLike | undefined;
  /**
   * `none`: the answer is JSON and nothing else. `extract`: it may stand in a code fence or in text. `jsonrepair`: and it
   * may be cut or written badly.
   *
   * @default 'none'
   */
  readonly repair?: Repair;
}

export interface JsonInput extends JsonOptions {
  readonly kind: 'json';
}

/** The answer must be JSON: `expect: json({ repair: 'extract' })`. */
export function json(options: JsonOptions = {}): JsonInput {
  return { kind: 'json', ...options };
}

/** @returns what is wrong with an answer that should be JSON */
export function createJsonCheck({ schema, repair = 'none' }: JsonOptions): AnswerCheck {
  return (answer) => {
    const found = readings(answer, repair)
      .map(parse)
      .find((value) => value !== undefined);
    if (!found) return 'the answer is not JSON';
    return schema && mismatch(schema, found.value);
  };
}

/** Every text that may be the JSON of an answer, the likeliest first. */
function readings(answer: string, repair: Repair): string[] {
  if (repair === 'none') return [answer];
  const fenced = /```(?:json)?\s*\n([\s\S]*?)```/i.exec(answer)?.[1];
  const extracted = [answer, ...(fenced === undefined ? [] : [fenced]), ...balanced(answer)];
  return repair === 'extract' ? extracted : [...extracted, ...repaired(answer)];
}

/** The first object or list whose brackets are balanced. Brackets inside its strings do not count. */
function balanced(answer: string): string[] {
  const start = answer.search(/[{[]/);
  if (start < 0) return [];
  let depth = 0;
  let quoted = false;
  for (let i = start; i < answer.length; i++) {
    const character = answer[i] ?? '';
    if (quoted && character === '\\') i++;
    else if (character === '"') quoted = !quoted;
    else if (!quoted && '{['.includes(character)) depth++;
    else if (!quoted && '}]'.includes(character) && --depth === 0) {
      return [answer.slice(start, i + 1)];
    }
  }
  return [];
}

/** Repaired from the first bracket on: otherwise any text at all would become a JSON string. */
function repaired(answer: string): string[] {
  const start = answer.search(/[{[]/);
  if (start < 0) return [];
  try {
    return [jsonrepair(answer.slice(start))];
  } catch {
    return [];
  }
}

function parse(text: string): { readonly value: unknown } | undefined {
  try {
    return { value: JSON.parse(text) };
  } catch {
    return undefined;
  }
}

function mismatch(schema: SchemaLike, value: unknown): string | undefined {
  const result = schema['~standard'].validate(value);
  if (result instanceof Promise) return 'the schema checks asynchronously, which is not supported';
  const { issues } = result as { issues?: readonly { message: string; path?: unknown }[] };
  const first = issues?.[0];
  return first && `the answer does not fit the schema: ${first.message}`;
}
