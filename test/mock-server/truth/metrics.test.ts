import { expect, it } from 'vitest';
import { createMock } from '../../../mock-server/core/mock.ts';
import { renderMetrics } from '../../../mock-server/truth/metrics.ts';
import { aCall, sendCall } from '../../helpers/mock-call.ts';
import { aMockPlan, rpm } from '../../helpers/mock-plan.ts';
import { onVirtualClock } from '../../helpers/virtual.ts';

it('tells what ended, what goes on and what is left, as Prometheus reads it', async () => {
  const text = await onVirtualClock(async (clock) => {
    const mock = createMock(aMockPlan({ limits: [rpm(60, 2)] }), { clock });
    for (let item = 0; item < 3; item++) sendCall(mock, aCall({ item }));
    mock.observeLoop(4);
    await clock.sleep(50);
    return renderMetrics(mock.state());
  });
  expect(text).toBe(`# HELP mock_requests_total Ended requests.
# TYPE mock_requests_total counter
mock_requests_total{status="429",outcome="limited:requests"} 1
# HELP mock_inflight Requests that are not yet answered.
# TYPE mock_inflight gauge
mock_inflight 2
# HELP mock_in_service Requests that are being served.
# TYPE mock_in_service gauge
mock_in_service 2
# HELP mock_queued Requests that wait for a slot.
# TYPE mock_queued gauge
mock_queued 0
# HELP mock_paused_streams_total Streams that stood still for slow clients.
# TYPE mock_paused_streams_total counter
mock_paused_streams_total 0
# HELP mock_limiter_level What is left of a limit.
# TYPE mock_limiter_level gauge
mock_limiter_level{limit="0",dimension="requests",window_ms="60000",owner=""} 0
# HELP mock_loop_lag_ms How late the process looks at its clock.
# TYPE mock_loop_lag_ms gauge
mock_loop_lag_ms{quantile="0.5"} 4
mock_loop_lag_ms{quantile="0.99"} 4
mock_loop_lag_ms{quantile="1"} 4
# HELP mock_lateness_ms How late replies leave, against their plan.
# TYPE mock_lateness_ms gauge
mock_lateness_ms{quantile="0.5"} 0
mock_lateness_ms{quantile="0.99"} 0
mock_lateness_ms{quantile="1"} 0
`);
});

it('keeps a model of a hostile name inside its label', async () => {
  const text = await onVirtualClock(async (clock) => {
    const mock = createMock(aMockPlan({ limits: [{ ...rpm(60), scope: 'model' }] }), { clock });
    sendCall(mock, aCall({ model: 'a"b\\c\nd\te' }));
    return renderMetrics(mock.state());
  });
  expect(text).toContain('owner="a\\"b\\\\c\\nd\te"} 59');
});
