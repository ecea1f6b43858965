import type { Service } from '../core/service.ts';
import type { Ask, LimitState } from '../limits/gate.ts';
import { limitHeaders } from '../limits/headers/limit-headers.ts';
import type { Api } from './api.ts';

/** The state of the limits as headers, in the plan's dialect or else the API's own. */
export function tellLimits(
  { clock, plan }: Service,
  api: Api,
  states: readonly LimitState[],
): Record<string, string> {
  const [first] = states;
  if (first === undefined) return {};
  const age = clock.now() - first.at;
  const render = plan.headers === undefined ? api.limitHeaders : limitHeaders[plan.headers];
  return render(states, new Date(clock.wall().getTime() - age));
}

/**
 * The same with an error that is no limit's doing: nothing, unless the plan says otherwise. Nobody
 * knows whether the real servers do.
 */
export function tellLimitsOnError(service: Service, api: Api, ask: Ask): Record<string, string> {
  if (service.plan.headersOnErrors !== true) return {};
  return tellLimits(service, api, service.limits(ask, service.clock.now()));
}
