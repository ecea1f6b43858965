import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { createVariant } from '../../mock-server/core/create-variant.ts';
import type { Host } from '../../mock-server/core/sink.ts';
import { faults } from '../../mock-server/faults/registry.ts';

const HOSTS: readonly Host[] = ['http', 'fetch', 'msw'];

/** Cells of the README's rows on faults. */
const rows = readFileSync('README.md', 'utf8')
  .split('\n')
  .filter((line) => /^\| faults? /.test(line))
  .map((line) => line.split('|').map((cell) => cell.trim()))
  .map(([, faults = '', ...marks]) => ({
    kinds: [...faults.matchAll(/`([a-z-]+)`/g)].map(([, kind]) => kind),
    isLate: faults.includes('in the middle of a reply'),
    hosts: HOSTS.filter((_, column) => marks[column] === 'yes'),
  }));

/** Hosts of a fault by the README; `undefined` unless it has the fault once. */
function listed(kind: string, isLate: boolean): readonly Host[] | undefined {
  const [row, ...more] = rows.filter((row) => row.kinds.includes(kind) && row.isLate === isLate);
  return more.length === 0 ? row?.hosts : undefined;
}

it.each([...faults.keys()])("the README's table says which hosts carry %s", (kind) => {
  expect(listed(kind, false)).toEqual(createVariant(faults, { kind, options: {} }).hosts);
});

it.each(['reset', 'fin'])('and which carry %s in the middle of a reply', (kind) => {
  const late = createVariant(faults, { kind, options: { afterEvents: 1 } });
  expect(listed(kind, true)).toEqual(late.hosts);
});

it('has no fault that does not exist', () => {
  expect([...faults.keys()]).toEqual(expect.arrayContaining(rows.flatMap(({ kinds }) => kinds)));
});
