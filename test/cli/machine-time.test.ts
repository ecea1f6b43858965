import { describe, expect, it } from 'vitest';
import { readMachineTime } from '../../src/cli/machine-time.ts';

describe('readMachineTime', () => {
  it('adds up the line of all cores, in which guests are counted as users already', () => {
    const text = 'cpu  100 20 30 800 5 6 9 30 50 7\ncpu0 1 1 1 1 1 1 1 1 1 1\nintr 12 0\n';
    expect(readMachineTime(text)).toEqual({ total: 1_000, stolen: 30 });
  });

  it.each(['', 'cpu  1 2 3 4\n', 'intr 12 0\n'])('knows nothing of %j', (text) => {
    expect(readMachineTime(text)).toBeUndefined();
  });
});
