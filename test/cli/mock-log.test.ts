import { expect, it } from 'vitest';
import type { RepliedRequest } from '../../mock-server/server.ts';
import type { LogLevel } from '../../src/cli/mock-log.ts';
import { isLogged, logLine } from '../../src/cli/mock-log.ts';

const OK = { method: 'POST', path: '/v1/messages', status: 200, duration: 82.6, complete: true };
const NOON = new Date('2026-11-21T12:00:00Z');

it.each<[LogLevel, Partial<RepliedRequest>, boolean]>([
  ['none', { status: 500 }, false],
  ['errors', {}, false],
  ['errors', { status: 429 }, true],
  ['errors', { complete: false }, true],
  ['all', {}, true],
])('with %s, a reply with %j: %s', (level, changes, logged) => {
  expect(isLogged({ ...OK, ...changes }, level)).toBe(logged);
});

it.each<[Partial<RepliedRequest>, string]>([
  [{}, 'POST /v1/messages 200 83 ms'],
  [{ complete: false }, 'POST /v1/messages 200 83 ms (broken off)'],
  [{ status: 0, complete: false }, 'POST /v1/messages - 83 ms (broken off)'],
  [{ path: '/a\u001b[2J\nb\u009b' }, 'POST /a\ufffd[2J\ufffdb\ufffd 200 83 ms'],
])('tells %j in one line', (changes, line) => {
  expect(logLine({ ...OK, ...changes }, NOON)).toBe(`2026-11-21T12:00:00.000Z ${line}`);
});
