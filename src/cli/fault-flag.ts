/**
 * Reads `--fault` flags as the `faults` of a scenario's `mock({ … })`; what they hold is checked
 * there.
 *
 * A flag is a list of `name=value`, with the kind as a bare word: `reset,after-events=3,every=10`.
 * Without a kind it is a status: `status=529,rate=0.01`. Short for both is `529:0.01`: a number is a status, and what
 * follows a colon the rate. Lists are joined by `+`
 * (`items=0+7`), a window is `10s..20s`, a header `header.retry-after=5`. A fault is named by `id`,
 * else after its kind.
 */
export function parseFaults(flags: readonly string[]): Record<string, unknown> {
  const faults: Record<string, unknown> = {};
  for (const flag of flags) {
    const { id, ...fault } = parseFault(flag);
    faults[unused(String(id ?? fault.kind), faults)] = fault;
  }
  return faults;
}

function parseFault(flag: string): Record<string, unknown> {
  const fault: Record<string, unknown> = { kind: 'status' };
  const headers: Record<string, string> = {};
  for (const part of flag.split(',')) {
    const [name = '', ...rest] = part.trim().split('=');
    const value = rest.join('=');
    if (rest.length === 0) Object.assign(fault, parseKind(name));
    else if (name.startsWith('header.')) headers[name.slice('header.'.length)] = value;
    else fault[toCamelCase(name)] = parseValue(name, value);
  }
  return Object.keys(headers).length > 0 ? { ...fault, headers } : fault;
}

function parseKind(word: string): Record<string, unknown> {
  const [kind = '', ...rate] = word.split(':');
  return {
    ...(/^\d+$/.test(kind) ? { status: Number(kind) } : { kind }),
    ...(rate.length > 0 && { rate: toScalar(rate.join(':')) }),
  };
}

function parseValue(name: string, value: string): unknown {
  if (name === 'items') return value.split('+').map(toScalar);
  if (name === 'window') return value.split('..').map(toScalar);
  return toScalar(value);
}

/** A number where it is one; durations with a unit stay text. */
function toScalar(text: string): number | string {
  const value = Number(text);
  return text.trim() === '' || Number.isNaN(value) ? text : value;
}

function toCamelCase(name: string): string {
  return name.replace(/-([a-z])/g, (_, letter: string) => letter.toUpperCase());
}

/** The name itself, or with the first number that makes it new. */
function unused(name: string, taken: object): string {
  let candidate = name;
  for (let n = 2; candidate in taken; n++) candidate = `${name}-${n}`;
  return candidate;
}
