import { describe, expect, it } from 'vitest';
import { EXIT_CODES, exitCodeOf, SIGNAL_CODES } from '../../src/cli/exit-codes.ts';
import { exitLine } from '../../src/cli/exit-line.ts';
import { VERDICT_STATUSES } from '../../src/core/verdict.ts';

describe('exitCodeOf', () => {
  it.each([
    ['pass', 0],
    ['error', 1],
    ['failed', 10],
    ['regressed', 11],
    ['invalid', 12],
    ['partial', 12],
    ['inconclusive', 0],
  ] as const)('ends a run that is %s with %i', (status, code) => {
    expect(exitCodeOf(status, undefined)).toBe(code);
  });

  it.each(VERDICT_STATUSES)(
    'ends a stopped run with the code of its signal, even if %s',
    (status) => {
      expect(exitCodeOf(status, 'SIGINT')).toBe(130);
      expect(exitCodeOf(status, 'SIGTERM')).toBe(143);
    },
  );

  it('ends what is undecided with 13 where that is to fail, and nothing else', () => {
    expect(exitCodeOf('inconclusive', undefined, 'inconclusive')).toBe(13);
    expect(exitCodeOf('inconclusive', 'SIGINT', 'inconclusive')).toBe(130);
    expect(exitCodeOf('pass', undefined, 'inconclusive')).toBe(0);
    expect(exitCodeOf('failed', undefined, 'inconclusive')).toBe(10);
  });

  it('says 2 for a mistake of the user and 13 for what is undecided', () => {
    expect(EXIT_CODES).toMatchObject({ usage: 2, inconclusive: 13 });
    expect(SIGNAL_CODES).toEqual({ SIGINT: 130, SIGTERM: 143 });
  });
});

describe('exitLine', () => {
  it('names the code and its first reason on one line', () => {
    const reasons = [
      { code: 'a', message: 'the first\r\n::error::owned' },
      { code: 'b', message: 'the second' },
    ];
    expect(exitLine({ status: 'failed', exitCode: 10, reasons })).toBe(
      '\nexit 10: the first\ufffd\ufffd::error::owned\n',
    );
  });

  it('says nothing of a pass, and nothing but the code where no reason is known', () => {
    expect(exitLine({ status: 'pass', exitCode: 0, reasons: [] })).toBe('');
    expect(exitLine({ status: 'pass', exitCode: 130, reasons: [] })).toBe('\nexit 130\n');
  });
});
