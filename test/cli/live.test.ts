import { Writable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import type { Output } from '../../src/cli/io.ts';
import { startLive } from '../../src/cli/live.ts';
import { ProgressBoard } from '../../src/cli/progress-board.ts';
import type { UiMode } from '../../src/cli/ui-modes.ts';
import type { VirtualClock } from '../../src/clock/virtual.ts';
import { aRun, aStrategy } from '../helpers/a-run.ts';
import { onVirtualClock } from '../helpers/virtual.ts';

const ENTER = '\u001b[?1049h';
const LEAVE = '\u001b[?1049l';
const HIDE = '\u001b[?25l';
const SHOW = '\u001b[?25h';

const { plan } = aRun([aStrategy({ name: 'pool' }), aStrategy({ name: 'waves' })]);

/** What is written to stderr while a strategy runs for some seconds. */
function painted(ui: UiMode, isTTY: boolean, seconds: number, env: Record<string, string> = {}) {
  return onVirtualClock(async (clock: VirtualClock) => {
    let text = '';
    const stderr = Object.assign(
      new Writable({
        write(chunk, _, done) {
          text += chunk;
          done();
        },
      }),
      { isTTY, columns: 80, rows: 24 },
    ) as Writable & Output;
    const board = new ProgressBoard(plan, 60, clock);
    const live = startLive(board, { stderr, env }, ui, clock);
    const [first] = plan.strategies;
    if (!first) throw new Error('the plan of this test has strategies');
    board.start(first, () => ({ completed: 3, failed: 0, inFlight: 2, rateLimited: 1 }));
    await clock.sleep(seconds * 1_000);
    live.close();
    live.close();
    return text;
  });
}

const count = (text: string, part: string) => text.split(part).length - 1;

describe('startLive', () => {
  it('paints a screen of its own, and leaves the terminal as it was', async () => {
    const text = await painted('dashboard', true, 5);
    expect(text).toContain('in flight  now 2  most 2');
    expect(count(text, ENTER)).toBe(1);
    expect(text.endsWith(SHOW + LEAVE)).toBe(true);
  });

  it.each(['live', 'auto'] as const)('paints frames in place on a terminal with %s', async (ui) => {
    const text = await painted(ui, true, 3);
    expect(text).toContain('● pool');
    expect([ENTER, HIDE, SHOW].map((part) => count(text, part))).toEqual([0, 1, 1]);
  });

  it('paints nothing for what takes less than a second', async () => {
    expect(await painted('dashboard', true, 0.9)).toBe('');
    expect(await painted('live', true, 0.9)).toBe('');
  });

  it.each([
    ['dashboard', false, {}],
    ['live', false, {}],
    ['auto', false, {}],
    ['auto', true, { CI: 'true' }],
    ['auto', true, { TERM: 'dumb' }],
    ['simple', true, {}],
  ] as const)('prints plain lines with %s, terminal %s, %j', async (ui, isTTY, env) => {
    const text = await painted(ui, isTTY, 25, env);
    expect(text.split('\n')).toHaveLength(2 + 1);
    expect(text).not.toContain('\u001b');
    expect(text).toMatch(/^pool: 3\/60, 2 in flight/);
  });

  it('says nothing when it is not to', async () => {
    expect(await painted('none', true, 25)).toBe('');
  });
});
