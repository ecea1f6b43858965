import { existsSync } from 'node:fs';
import { expect, it } from 'vitest';
import { makeFolder } from '../../src/cli/make-folder.ts';
import { temporaryFolder } from '../scenario/temporary-folder.ts';

it('makes a folder and those above it, and takes one that is there', () => {
  using folder = temporaryFolder({});
  makeFolder(`${folder.path}/a/b/c`);
  makeFolder(`${folder.path}/a/b/c`);
  expect(existsSync(`${folder.path}/a/b/c`)).toBe(true);
});

it('says what has its name already', () => {
  using folder = temporaryFolder({ report: '' });
  expect(() => makeFolder(`${folder.path}/report/today`)).toThrow(
    `${folder.path}/report is a file, not a folder`,
  );
});

it.runIf(existsSync('/proc'))('ends where a folder takes none', () => {
  expect(() => makeFolder('/proc/no/such')).toThrow('ENOENT');
});
