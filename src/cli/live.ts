import { createRealClock } from '../clock/real.ts';
import type { Timer } from '../core/clock.ts';
import { plainLine, progressLines } from '../render/terminal/progress.ts';
import type { Io, Output } from './io.ts';
import type { ProgressBoard } from './progress-board.ts';
import { styleFor } from './style.ts';

/** Nothing is painted for work that is shorter than this. */
const QUIET_FOR = 1_000;
/** About eight frames a second: smooth to the eye, invisible to the measurement. */
const FRAME = 120;
const PLAIN_LINE_EVERY = 10_000;

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

/** A live display on a terminal, plain lines in a pipe or under CI, nothing when quiet. */
export function startLive(board: ProgressBoard, io: Io, quiet: boolean): Live {
  if (quiet) return { ended() {}, close() {} };
  const { isTTY } = io.stderr;
  const isLive = isTTY && !io.env.CI && io.env.TERM !== 'dumb';
  return isLive ? paintFrames(board, io.stderr) : printLines(board, io.stderr);
}

function paintFrames(board: ProgressBoard, stream: Output): Live {
  const style = styleFor(stream);
  let painted = 0;
  const stop = every(FRAME, QUIET_FOR, () => {
    const lines = progressLines(board.state, stream.columns - 1, style);
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

function printLines(board: ProgressBoard, stream: Output): Live {
  const stop = every(PLAIN_LINE_EVERY, PLAIN_LINE_EVERY, () => {
    const { running } = board;
    if (running) stream.write(`${plainLine(running)}\n`);
  });
  return {
    ended: (line) => void stream.write(`${plainLine(line)}\n`),
    close: stop,
  };
}

/** Always on the real clock: people wait in real time, whatever clock the run has. */
function every(period: number, first: number, paint: () => void): () => void {
  const clock = createRealClock();
  let timer: Timer = clock.at(first, function tick() {
    paint();
    timer = clock.at(clock.now() + period, tick);
  });
  return () => timer.cancel();
}
