import type { AttemptRequest, Client } from '../src/core/client.ts';
import type { FaultPlan } from '../src/core/fault-plan.ts';
import type { Item } from '../src/core/item.ts';
import type { LimitPlan } from '../src/core/mock-plan.ts';
import type { Failure, Outcome, Usage } from '../src/core/outcome.ts';
import type { ApiKind } from '../src/core/plan.ts';
import type { Milliseconds } from '../src/core/units.ts';
import { anthropicErrors } from './api/anthropic-errors.ts';
import { openaiErrors } from './api/openai-errors.ts';
import type { Admission, Call, Refusal } from './core/call.ts';
import type { DirectReply, Mock } from './core/mock.ts';
import { status } from './faults/status.ts';
import type { LimitState } from './limits/gate.ts';
import { limitHeaders } from './limits/headers/limit-headers.ts';

/** Renders the state of the limits as the headers that a client would read. */
type TellLimits = (states: readonly LimitState[]) => Readonly<Record<string, string>>;

/** What of the target matters to its client. */
interface Asked {
  readonly api: ApiKind;
  readonly stream: boolean;
  /** @default 'mock' */
  readonly model?: string;
}

/** Whether a client without bytes meets a fault as any other would: a status and the API's own error, nothing more. */
export function isDirect({ kind, options }: FaultPlan): boolean {
  const { body, headers = {} } = options as { body?: string; headers?: object };
  return kind === status.kind && body === undefined && Object.keys(headers).length === 0;
}

/**
 * A client that calls the mock's core itself: no bytes, no JSON, and so a hundred times faster than a socket. What it
 * reports is what a client would read from the wire.
 */
export function createDirectClient(mock: Mock, { api, stream, model = 'mock' }: Asked): Client {
  const { clock, plan } = mock;
  const cached = plan.cacheReadTokens ?? 0;
  const render = limitHeaders[plan.headers ?? api];
  const tellLimits: TellLimits = (states) => {
    const age = clock.now() - (states[0]?.at ?? clock.now());
    return render(states, new Date(clock.wall().getTime() - age));
  };
  return {
    send: (request) =>
      new Promise((resolve) => {
        const asked = { api, stream, model, cached };
        const call = new DirectCall(request, asked, tellLimits, resolve);
        request.watch.connected(false);
        const exchange = mock.serve(call, call);
        request.onAbort(() => {
          exchange.abort();
          resolve({ kind: 'cancelled', message: 'aborted', ...call.toldSoFar });
        });
      }),
    close: async () => {},
  };
}

/** An attempt as the mock sees it: what is asked, and who takes the reply. One object, to be cheap. */
class DirectCall implements Call, DirectReply {
  readonly model: string;
  readonly item: number;
  readonly attempt: number;
  readonly retries = 0;
  readonly stream: boolean;
  readonly inputTokens: number;
  readonly cacheReadTokens: number;
  readonly maxTokens: number;
  readonly #api: ApiKind;
  readonly #request: AttemptRequest;
  readonly #tellLimits: TellLimits;
  readonly #settle: (outcome: Outcome) => void;
  #admission: Admission | undefined;

  constructor(
    request: AttemptRequest,
    { api, stream, model, cached }: Required<Asked> & { readonly cached: number },
    tellLimits: TellLimits,
    settle: (outcome: Outcome) => void,
  ) {
    const { item, attempt } = request;
    this.item = item.index;
    this.attempt = attempt;
    this.stream = stream;
    this.model = model;
    this.#api = api;
    this.inputTokens = Math.ceil(characters(item) / 4);
    this.cacheReadTokens = Math.min(this.inputTokens, cached);
    this.maxTokens = item.maxTokens;
    this.#request = request;
    this.#tellLimits = tellLimits;
    this.#settle = settle;
  }

  refused(refusal: Refusal): void {
    this.#request.watch.headers();
    const refused = new Refused(refusal, this.#tellLimits);
    // A copy has no limits to tell.
    this.#settle(refusal.limits.length === 0 ? { ...refused } : refused);
  }

  failed(status: number): void {
    this.#request.watch.headers();
    const { message, type } = ERRORS[this.#api].ofStatus(status);
    this.#settle({ kind: kindOf(status), status, message, ...(type && { errorType: type }) });
  }

  head(admission: Admission): void {
    this.#admission = admission;
    if (this.stream) this.#request.watch.headers();
  }

  token(count: number): void {
    this.#request.watch.bytes(0);
    this.#request.watch.token(count > (this.#admission?.thinkingTokens ?? 0));
  }

  end(): void {
    // A reply that leaves as a whole has its head at its end.
    if (!this.stream) this.#request.watch.headers();
    const { outputTokens = 0, limits = [] } = this.#admission ?? {};
    const usage = this.#usage(outputTokens);
    this.#settle(
      limits.length === 0
        ? { kind: 'ok', status: 200, usage }
        : new Answered(usage, limits, this.#tellLimits),
    );
  }

  /** What a client knows that breaks off: an Anthropic stream tells its input at its beginning. */
  get toldSoFar(): Pick<Outcome, 'usage'> {
    const told = this.stream && this.#api === 'anthropic' && this.#admission;
    return told ? { usage: this.#usage(1) } : {};
  }

  #usage(outputTokens: number): Usage {
    const { inputTokens = 0, cacheReadTokens = 0 } = this.#admission ?? {};
    return {
      inputTokens: inputTokens - cacheReadTokens,
      ...(cacheReadTokens > 0 && { cacheReadTokens }),
      outputTokens,
    };
  }
}

/**
 * Tells limits to those who ask, who are few. A class, because a getter in an object literal costs a microsecond, a fifth
 * of a simulated request.
 */
class TellsLimits {
  readonly #limits: readonly LimitState[];
  readonly #tell: TellLimits;

  constructor(limits: readonly LimitState[], tell: TellLimits) {
    this.#limits = limits;
    this.#tell = tell;
  }

  get rateLimit(): Readonly<Record<string, string>> {
    return this.#tell(this.#limits);
  }
}

class Answered extends TellsLimits {
  readonly kind = 'ok';
  readonly status = 200;
  readonly usage: Usage;

  constructor(usage: Usage, limits: readonly LimitState[], tell: TellLimits) {
    super(limits, tell);
    this.usage = usage;
  }
}

class Refused extends TellsLimits {
  readonly kind: 'rate-limited' | 'overloaded';
  readonly status: number;
  readonly message: string;
  readonly errorType: string;
  readonly retryAfter?: Milliseconds;

  constructor({ status, reason, limited, limits, told }: Refusal, tell: TellLimits) {
    super(limits, tell);
    const isRate = status === 429;
    this.kind = isRate ? 'rate-limited' : 'overloaded';
    this.status = status;
    this.message = limited ? describe(limited.limit) : `refused by ${reason}`;
    this.errorType = isRate ? 'rate_limit_error' : 'overloaded_error';
    if (told !== undefined) this.retryAfter = told;
  }
}

const ERRORS = { anthropic: anthropicErrors, openai: openaiErrors };

function kindOf(status: number): Exclude<Failure['kind'], 'timeout'> {
  if (status === 429) return 'rate-limited';
  if (status === 529) return 'overloaded';
  return status >= 500 ? 'server-error' : 'client-error';
}

/** One string for all refusals of a limit: who groups them by it need not compare character by character. */
const descriptions = new WeakMap<LimitPlan, string>();

function describe(plan: LimitPlan): string {
  const known = descriptions.get(plan);
  if (known !== undefined) return known;
  const { dimension, limit, window } = plan;
  const text = `${dimension}: rate limit of ${limit} per ${window / 1_000} s`;
  descriptions.set(plan, text);
  return text;
}

function characters({ prompt, system }: Item): number {
  return prompt.length + (system?.length ?? 0);
}
