import type { Mock } from '../../mock-server/core/mock.ts';
import type { MockState } from '../../mock-server/truth/state.ts';
import type { Timer } from '../core/clock.ts';
import { clip } from '../render/terminal/width.ts';
import type { Io } from './io.ts';

const EVERY = 500;

const ERASE_LINE = '\r\u001b[2K';

/**
 * Keeps one line on a terminal that says what the server does; nothing in a pipe or under CI.
 *
 * @returns takes the line away
 */
export function showMockStatus(mock: Mock, { stderr, env }: Io): () => void {
  if (!stderr.isTTY || env.CI || env.TERM === 'dumb') return () => {};
  const { clock } = mock;
  let before = mock.state();
  let timer: Timer = clock.at(clock.now() + EVERY, paint);
  function paint(): void {
    const state = mock.state();
    stderr.write(ERASE_LINE + clip(statusLine(state, before), (stderr.columns || 80) - 1));
    before = state;
    timer = clock.at(clock.now() + EVERY, paint);
  }
  return () => {
    timer.cancel();
    stderr.write(ERASE_LINE);
  };
}

/** `3 in flight · 1 waiting · 1,204 requests · 12.0/s · 17 refused (429)`. */
export function statusLine(state: MockState, before: MockState): string {
  const seconds = (state.now_ms - before.now_ms) / 1_000;
  const rate = seconds > 0 ? Math.max(0, state.requests - before.requests) / seconds : 0;
  const refused = state.statuses['429'] ?? 0;
  return [
    `${state.in_flight} in flight`,
    ...(state.queued > 0 ? [`${state.queued} waiting`] : []),
    `${state.requests.toLocaleString('en-US')} requests`,
    `${rate.toFixed(1)}/s`,
    ...(refused > 0 ? [`${refused.toLocaleString('en-US')} refused (429)`] : []),
  ].join(' · ');
}

/** What the server did, in one line at its end: `served 1,204 requests: 1,187 ok, 16 limited:requests, 1 cut off`. */
export function totals({
  requests,
  outcomes,
  in_flight: cutOff,
}: Pick<MockState, 'requests' | 'outcomes' | 'in_flight'>): string {
  const ended = cutOff > 0 ? { ...outcomes, 'cut off': cutOff } : outcomes;
  const parts = Object.entries(ended).map(
    ([outcome, count]) => `${count.toLocaleString('en-US')} ${outcome}`,
  );
  const list = parts.length > 0 ? `: ${parts.join(', ')}` : '';
  return `served ${requests.toLocaleString('en-US')} ${requests === 1 ? 'request' : 'requests'}${list}`;
}
