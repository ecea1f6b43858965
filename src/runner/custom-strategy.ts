import { watchFetch } from '../client/watched-fetch.ts';
import type { Item } from '../core/item.ts';
import type { Jobs } from '../core/job.ts';
import type { Outcome } from '../core/outcome.ts';
import type { Strategy } from '../core/strategy.ts';
import type { CustomContext, CustomFunction, CustomItem } from '../core/user-code.ts';
import { CallError } from '../core/user-code.ts';
import { handled } from './handled.ts';
import { ItemFinder } from './item-finder.ts';
import type { OpenableJob, OpenContext, OpenJob, Send } from './open-job.ts';
import type { ForeignWire } from './stage.ts';
import { untilStopped } from './until-stopped.ts';

const ITEM_HEADER = 'x-bench-item';
const ATTEMPT_HEADER = 'x-bench-attempt';

/** The user's own code as a strategy. What it does not do itself, the runner still does: it measures every attempt. */
export function customStrategy(work: CustomFunction, wire: ForeignWire): Strategy {
  return {
    async run(jobs, context: OpenContext) {
      const { clock, signal } = context;
      const finder = new ItemFinder();
      const own: CustomContext = {
        items: openItems(jobs, finder),
        call: (item, request) => handled(call(finder, item, request)),
        fetch: countingFetch(wire, finder, context),
        baseURL: wire.baseUrl,
        clock,
        signal,
      };
      await untilStopped(work(own), signal);
    },
  };
}

async function* openItems(jobs: Jobs, finder: ItemFinder): AsyncGenerator<CustomItem> {
  for await (const job of jobs) {
    // All jobs of a run can be opened; only strategies that are not the user's own must not know.
    const open = (job as OpenableJob).open();
    finder.add(open);
    yield { ...open.item, headers: { [ITEM_HEADER]: String(open.item.index) } };
  }
}

async function call(
  finder: ItemFinder,
  { index }: CustomItem,
  request: Parameters<CustomContext['call']>[1],
): Promise<string> {
  const job = finder.byIndex(index);
  if (!job) throw new Error(`call(item): item ${index} was not taken from \`items\``);
  const outcome = await job.call({ ...job.item, ...request });
  if (outcome.kind !== 'ok') throw new CallError(job.item, outcome);
  return outcome.text ?? '';
}

/** A `fetch` each of whose requests is an attempt. */
function countingFetch(
  wire: ForeignWire,
  finder: ItemFinder,
  context: OpenContext,
): typeof globalThis.fetch {
  return (input, init = {}) => {
    const headers = new Headers(input instanceof Request ? input.headers : undefined);
    for (const [name, value] of new Headers(init.headers)) headers.set(name, value);
    const job = finder.find(headers.get(ITEM_HEADER), init.body);
    const { promise, resolve, reject } = Promise.withResolvers<Response>();
    const send: Send = (attempt) => {
      label(headers, wire, job, attempt.attempt);
      const request = { fetch: wire.fetch, input, init: { ...init, headers }, host: wire.host };
      const { response, outcome } = watchFetch(request, wire.createReader(pathOf(input)), attempt);
      response.then(resolve, reject);
      return outcome;
    };
    const asks = askedBy(init.body, job?.item ?? finder.longest);
    const ended = job ? job.attempt(send, asks) : context.stray(send, asks);
    // Settles nothing unless the run was stopped before the request was sent.
    void ended.then((outcome) => reject(new Error(describe(outcome))));
    return handled(promise);
  };
}

function pathOf(input: Parameters<typeof globalThis.fetch>[0]): string {
  const url = input instanceof Request ? input.url : String(input);
  return URL.canParse(url) ? new URL(url).pathname : '';
}

const MAX_TOKENS = /"max_(?:completion_|output_)?tokens"\s*:\s*(\d+)/;

/**
 * What decides the price of somebody else's request: all of its body is input; its answer is as long as it says, or else as
 * its item's may be, or where it has none, the longest of all items'.
 */
function askedBy(body: unknown, item: Item | undefined): Item | undefined {
  if (body === undefined || body === null) return undefined;
  const { index = 0, prompt = '', maxTokens = 0 } = item ?? {};
  const text = body instanceof Uint8Array ? new TextDecoder().decode(body) : body;
  if (typeof text !== 'string') return { index, prompt, maxTokens };
  return { index, prompt: text, maxTokens: Number(MAX_TOKENS.exec(text)?.[1] ?? maxTokens) };
}

/** Tells the mock server which item and attempt it is; anybody else gets no header of ours. */
function label(headers: Headers, wire: ForeignWire, job: OpenJob | undefined, attempt: number) {
  headers.delete(ITEM_HEADER);
  if (!wire.labelled || !job) return;
  headers.set(ITEM_HEADER, String(job.item.index));
  headers.set(ATTEMPT_HEADER, String(attempt));
}

function describe(outcome: Outcome): string {
  return outcome.kind === 'ok' ? 'the reply had ended' : outcome.message;
}
