import { createRealClock } from '../clock/real.ts';
import type { Clock, Timer } from '../core/clock.ts';
import type { Milliseconds } from '../core/units.ts';
import { dashboardLines } from '../render/terminal/dashboard.ts';
import { plainLine, progressLines } from '../render/terminal/progress.ts';
import type { Io, Output } from './io.ts';
import type { ProgressBoard } from './progress-board.ts';
import { RunHistoryKeeper } from './run-history.ts';
import { styleFor } from './style.ts';
import type { UiMode } from './ui-modes.ts';
import { heightOf, widthOf } from './width.ts';

/** Nothing is painted for work that is shorter than this. */
const QUIET_FOR = 1_000;
/** About eight frames a second: smooth to the eye, invisible to the measurement. */
const FRAME = 120;
const PLAIN_LINE_EVERY = 10_000;
/** What a column of the dashboard's charts stands for at first. */
const POINT_EVERY = 500;

const ENTER_SCREEN = '\u001b[?1049h';
const LEAVE_SCREEN = '\u001b[?1049l';
const HOME = '\u001b[H';
const ERASE_LINE_END = '\u001b[K';
const HIDE_CURSOR = '\u001b[?25l';
const SHOW_CURSOR = '\u001b[?25h';
const ERASE_BELOW = '\u001b[J';
const BEGIN_FRAME = '\u001b[?2026h';
const END_FRAME = '\u001b[?2026l';

/** Shows where a run stands, on stderr. */
export interface Live {
  /** A strategy ended. */
  ended(line: Parameters<typeof plainLine>[0]): void;
  /** Leaves the screen as it was found. Harmless when called twice. */
  close(): void;
}

/**
 * What asks for a terminal prints plain lines where there is none.
 *
 * @param clock people wait in real time, whatever clock the run has
 */
export function startLive(
  board: ProgressBoard,
  { stderr, env }: Pick<Io, 'stderr' | 'env'>,
  ui: UiMode,
  clock: Clock = createRealClock(),
): Live {
  if (ui === 'none') return { ended() {}, close() {} };
  if (!stderr.isTTY || ui === 'simple') return printLines(board, stderr, clock);
  if (ui === 'dashboard') return paintScreen(board, stderr, clock);
  const asked = ui === 'live';
  const suits = !env.CI && env.TERM !== 'dumb';
  return asked || suits ? paintFrames(board, stderr, clock) : printLines(board, stderr, clock);
}

/** A screen of its own, which leaves the lines above as they were. */
function paintScreen(board: ProgressBoard, stream: Output, clock: Clock): Live {
  const style = styleFor(stream);
  const history = new RunHistoryKeeper(POINT_EVERY);
  let entered = false;
  const stop = every(clock, FRAME, QUIET_FOR, () => {
    if (stream.writableNeedDrain) return;
    const columns = widthOf(stream);
    const { state, running, elapsed } = board;
    const kept = history.add(running, elapsed);
    const { scenario, question } = board;
    const screen = { ...state, scenario, elapsed, ...(question !== undefined && { question }) };
    const lines = dashboardLines(
      { ...screen, ...(kept && { history: kept }) },
      // The last column and line stay free: filling them makes some terminals scroll.
      { columns: columns - 1, rows: heightOf(stream) - 1 },
      style,
    );
    const text = lines.map((line) => `${line}${ERASE_LINE_END}`).join('\r\n');
    const enter = entered ? '' : ENTER_SCREEN + HIDE_CURSOR;
    stream.write(`${BEGIN_FRAME}${enter}${HOME}${text}${ERASE_BELOW}${END_FRAME}`);
    entered = true;
  });
  return {
    ended() {},
    close() {
      stop();
      if (entered) stream.write(SHOW_CURSOR + LEAVE_SCREEN);
      entered = false;
    },
  };
}

function paintFrames(board: ProgressBoard, stream: Output, clock: Clock): Live {
  const style = styleFor(stream);
  let painted = 0;
  const stop = every(clock, FRAME, QUIET_FOR, () => {
    // A terminal that is behind, such as one over a slow line, misses frames instead of queueing them.
    if (stream.writableNeedDrain) return;
    const lines = progressLines(board.state, widthOf(stream) - 1, style, heightOf(stream) - 3);
    const first = painted === 0 ? HIDE_CURSOR : `\u001b[${painted}A\r`;
    stream.write(`${BEGIN_FRAME}${first}${ERASE_BELOW}${lines.join('\n')}\n${END_FRAME}`);
    painted = lines.length;
  });
  return {
    ended() {},
    close() {
      stop();
      if (painted > 0) stream.write(`\u001b[${painted}A\r${ERASE_BELOW}${SHOW_CURSOR}`);
      painted = 0;
    },
  };
}

function printLines(board: ProgressBoard, stream: Output, clock: Clock): Live {
  const stop = every(clock, PLAIN_LINE_EVERY, PLAIN_LINE_EVERY, () => {
    const { running } = board;
    if (running) stream.write(`${plainLine(running)}\n`);
  });
  return {
    ended: (line) => void stream.write(`${plainLine(line)}\n`),
    close: stop,
  };
}

function every(
  clock: Clock,
  period: Milliseconds,
  first: Milliseconds,
  paint: () => void,
): () => void {
  let timer: Timer = clock.at(clock.now() + first, function tick() {
    paint();
    timer = clock.at(clock.now() + period, tick);
  });
  return () => timer.cancel();
}
