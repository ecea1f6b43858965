import { passedChecks } from '../../../analyze/checks.ts';
import type { RunResult } from '../../../core/run-result.ts';
import type { Notice } from '../../../core/verdict.ts';
import { formatCount, formatDuration } from '../../format.ts';
import { capitalised, cautionsFinding } from '../../sentences.ts';
import type { Tone } from '../../status.ts';

/** Why the numbers can be believed, and where they cannot. */
export interface TrustView {
  readonly heading: string;
  readonly items: readonly TrustItem[];
  /** Client and mock server side by side; empty without a server's own account. */
  readonly servers: readonly ServerRow[];
  /** Whether time was real, so that network and harness took some of it. */
  readonly overhead: boolean;
}

interface TrustItem {
  readonly glyph: '✓' | '!';
  readonly tone: Tone;
  readonly text: string;
  /** The remedy; empty where none is needed. */
  readonly hint: string;
}

interface ServerRow {
  readonly name: string;
  readonly attempts: string;
  readonly requests: string;
  readonly hidden: string;
  readonly hiddenTone: Tone;
  readonly clientPeak: string;
  readonly serverPeak: string;
  readonly overhead: string;
  /** How late the server's replies left, and its event loop was, at p99. */
  readonly lateReplies: string;
  readonly loopLag: string;
}

export function trustView(result: RunResult, cautions: readonly Notice[]): TrustView {
  return {
    heading: cautionsFinding(cautions.length),
    items: [...cautions.map(cautionItem), ...passedChecks(result).map(passedItem)],
    servers: serverRows(result),
    overhead: result.clock.kind === 'real',
  };
}

function cautionItem({ message, hint }: Notice): TrustItem {
  return { glyph: '!', tone: 'warn', text: capitalised(message), hint: capitalised(hint ?? '') };
}

function passedItem(check: string): TrustItem {
  return { glyph: '✓', tone: 'good', text: capitalised(check), hint: '' };
}

function serverRows({ strategies, health = [] }: RunResult): readonly ServerRow[] {
  const mocks = new Map(health.map(({ strategy, mock }) => [strategy, mock]));
  return strategies.flatMap(({ name, metrics: { server, attempts, in_flight } }) =>
    server
      ? [
          {
            name,
            attempts: formatCount(attempts.total),
            requests: formatCount(server.requests),
            hidden: formatCount(server.hidden_attempts),
            hiddenTone: server.hidden_attempts === 0 ? 'muted' : 'bad',
            clientPeak: formatCount(in_flight.peak),
            serverPeak: formatCount(server.peak_in_flight),
            overhead: formatDuration(server.overhead_p50_ms),
            lateReplies: formatDuration(mocks.get(name)?.late_p99_ms),
            loopLag: formatDuration(mocks.get(name)?.loop_p99_ms),
          },
        ]
      : [],
  );
}
