import type { StrategyHealth } from '../../core/health.ts';
import type { StrategyResult } from '../../core/run-result.ts';
import type { Notice } from '../../core/verdict.ts';
import { lateReply, longestStall, notedTail } from './limits.ts';
import { milliseconds } from './words.ts';

const HINT = 'send less at once, shorten the replies, or leave the machine to the run.';

/** Whether the mock server kept its own plan; otherwise its lateness was measured as latency. */
export function mockSaturated(
  { name, metrics }: StrategyResult,
  { mock }: StrategyHealth,
): Notice[] {
  if (!mock) return [];
  const late = mock.late_p50_ms > lateReply(metrics);
  const stalled = Math.max(mock.late_p99_ms, mock.loop_p99_ms) > longestStall(metrics);
  if (!late && !stalled) return [];
  return [
    {
      code: 'mock-saturated',
      message: `mock-saturated: strategy "${name}": the mock's replies left ${milliseconds(mock.late_p50_ms)} late in the median, ${milliseconds(mock.late_p99_ms)} at p99`,
      hint: HINT,
    },
  ];
}

/** Late replies that moved the slowest values and nothing else. */
export function mockCautions(
  { name, metrics }: StrategyResult,
  { mock }: StrategyHealth,
): Notice[] {
  if (!mock || mock.late_p99_ms <= notedTail(metrics)) return [];
  return [
    {
      code: 'mock-late',
      message: `one in a hundred replies of the mock left ${milliseconds(mock.late_p99_ms)} late while "${name}" ran: its slowest values hold that`,
      hint: HINT,
    },
  ];
}
