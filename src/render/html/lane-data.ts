import type { OutcomeKind } from '../../core/outcome.ts';
import type { RequestLanes } from '../../core/pictures.ts';
import type { LaneData, LanePart } from './charts/lanes.ts';
import { LANE_PARTS } from './charts/lanes.ts';

/** Cuts each item's time into pieces: waiting until its first send, attempts by how they ended, back-off between them. */
export function laneData({ due_us, attempts }: RequestLanes): LaneData {
  const lanes = due_us.map((): number[] => []);
  const reached = [...due_us];
  attempts.item.forEach((item, i) => {
    const lane = lanes[item];
    const sent = attempts.sent_us[i] ?? 0;
    const ended = attempts.ended_us[i] ?? sent;
    const free = reached[item] ?? sent;
    if (!lane) return;
    if (sent > free) lane.push(...piece(lane.length === 0 ? 'wait' : 'backoff', free, sent));
    lane.push(...piece(partOf(attempts.outcome[i]), sent, ended));
    reached[item] = Math.max(free, ended);
  });
  return lanes;
}

function piece(part: LanePart, from_us: number, to_us: number): readonly number[] {
  return [LANE_PARTS.indexOf(part), from_us / 1_000, to_us / 1_000];
}

function partOf(outcome: OutcomeKind | undefined): LanePart {
  if (outcome === 'ok') return 'server';
  return outcome === 'rate-limited' ? 'refused' : 'error';
}
