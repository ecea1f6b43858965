import { expect, it } from 'vitest';
import {
  fixedRounds,
  portNumber,
  positiveNumber,
  share,
  wholeNumber,
} from '../../src/cli/whole-number.ts';

it.each([
  [wholeNumber, '0', 0],
  [wholeNumber, '8192', 8_192],
  [positiveNumber, '1', 1],
  [fixedRounds, '7', 7],
  [portNumber, '0', 0],
  [portNumber, '65535', 65_535],
  [share, '5', 0.05],
  [share, '2.5 %', 0.025],
])('%o reads %s', (read, text, value) => {
  expect(read(text)).toBe(value);
});

it.each([
  [wholeNumber, '-1'],
  [wholeNumber, ''],
  [wholeNumber, '1.5'],
  [positiveNumber, '0'],
  [portNumber, '65536'],
  [portNumber, 'http'],
  [share, '0'],
  [share, '101%'],
  [share, 'five'],
])('%o refuses %j', (read, text) => {
  expect(() => read(text)).toThrow('Expected a');
});

it('says where rounds may end by themselves', () => {
  expect(() => fixedRounds('auto')).toThrow('Only bench compare A.ts B.ts ends when it is clear');
});
