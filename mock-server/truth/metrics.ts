import type { MockState } from './state.ts';

/** The state as Prometheus reads it (text format 0.0.4). Counters start anew with each reset. */
export function renderMetrics(state: MockState): string {
  return [
    ...metric('mock_requests_total', 'counter', 'Ended requests.', endedRequests(state)),
    ...metric('mock_inflight', 'gauge', 'Requests that are not yet answered.', [
      ['', state.in_flight],
    ]),
    ...metric('mock_in_service', 'gauge', 'Requests that are being served.', [
      ['', state.in_service],
    ]),
    ...metric('mock_queued', 'gauge', 'Requests that wait for a slot.', [['', state.queued]]),
    ...metric(
      'mock_paused_streams_total',
      'counter',
      'Streams that stood still for slow clients.',
      [['', state.paused_streams]],
    ),
    ...metric('mock_limiter_level', 'gauge', 'What is left of a limit.', limiterLevels(state)),
    ...metric('mock_loop_lag_ms', 'gauge', 'How late the process looks at its clock.', [
      ...quantiles(state.loop_lag_ms),
    ]),
    ...metric('mock_lateness_ms', 'gauge', 'How late replies leave, against their plan.', [
      ...quantiles(state.lateness_ms),
    ]),
    '',
  ].join('\n');
}

type Sample = readonly [labels: string, value: number];

function metric(name: string, type: string, help: string, samples: readonly Sample[]): string[] {
  return [
    `# HELP ${name} ${help}`,
    `# TYPE ${name} ${type}`,
    ...samples.map(([labels, value]) => `${name}${labels} ${value}`),
  ];
}

function endedRequests({ endings }: MockState): Sample[] {
  return endings.map(({ status, outcome, count }) => [
    `{status="${status}",outcome="${outcome}"}`,
    count,
  ]);
}

function limiterLevels({ limits }: MockState): Sample[] {
  return limits.map(({ dimension, window_ms, owner, level }, index) => [
    `{limit="${index}",dimension="${dimension}",window_ms="${window_ms}",owner="${escapeLabel(owner)}"}`,
    level,
  ]);
}

/** Clients choose the names of models. The text format knows three escapes and no others. */
function escapeLabel(value: string): string {
  return value.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n');
}

function quantiles({ p50, p99, max }: MockState['loop_lag_ms']): Sample[] {
  return [
    ['{quantile="0.5"}', p50],
    ['{quantile="0.99"}', p99],
    ['{quantile="1"}', max],
  ];
}
