import type { BatchClient, BatchReply } from '../../core/batches.ts';
import type { Item } from '../../core/item.ts';
import type { Outcome } from '../../core/outcome.ts';
import type { WireRequest } from '../../core/wire.ts';
import { asObject, asText, parseJson } from '../json.ts';
import { createAnthropicFormat } from '../providers/anthropic-reply.ts';
import type { BatchOptions } from '../providers/define-provider.ts';
import { unreadable } from '../providers/judgement.ts';
import { readResult } from './anthropic-result.ts';
import { ask } from './ask.ts';
import { Lines } from './lines.ts';

const ROOT = '/v1/messages/batches';

/** Bytes of a request around its parameters. */
const ENVELOPE = 64;

/**
 * Anthropic's Message Batches. An item's `custom_id` is its index. Results are fetched below our own base URL, whatever
 * `results_url` says: the key goes nowhere else.
 */
export function createAnthropicBatches(options: BatchOptions): BatchClient {
  const { provider, transport, wall } = options;
  const format = createAnthropicFormat(options.keepText);
  const paramsOf = (item: Item) => provider.request(item, 0).body;

  const call = (
    method: WireRequest['method'],
    path: string,
    signal: AbortSignal,
    more: { body?: WireRequest['body']; take?: (text: string) => void } = {},
  ) => {
    const { body, take } = more;
    const { headers } = provider.request(NOBODY, 0);
    const request = { method, path, headers, ...(body && { body }) };
    return ask({ transport, request, signal, wall, ...(take && { take }) });
  };

  return {
    sizeOf: (item) => Buffer.byteLength(JSON.stringify(paramsOf(item))) + ENVELOPE,
    async create(items, signal) {
      const requests = items.map((item) => ({
        custom_id: String(item.index),
        params: paramsOf(item),
      }));
      const reply = await call('POST', ROOT, signal, { body: { requests } });
      return readBatch(reply, ({ id }) => (isId(id) ? id : undefined));
    },
    async hasEnded(id, signal) {
      const reply = await call('GET', `${ROOT}/${id}`, signal);
      return readBatch(reply, ({ processing_status: status }) =>
        asText(status) === undefined ? undefined : status === 'ended',
      );
    },
    async results(id, take, signal) {
      const lines = new Lines((line) => {
        const result = readResult(line, (message): Outcome => format.readBody(message));
        if (result) take(result.item, result.outcome, line.length);
      });
      const path = `${ROOT}/${id}/results`;
      const reply = await call('GET', path, signal, { take: (text) => lines.add(text) });
      if ('failure' in reply) return reply;
      lines.end();
      return { ok: true };
    },
    async cancel(id, signal) {
      const reply = await call('POST', `${ROOT}/${id}/cancel`, signal, { body: {} });
      return 'failure' in reply ? reply : { ok: true };
    },
  };
}

/** Only its headers are used. */
const NOBODY: Item = { index: -1, prompt: '', maxTokens: 1 };

/** It becomes part of a path. */
function isId(value: unknown): value is string {
  return typeof value === 'string' && /^[\w-]{1,200}$/.test(value);
}

function readBatch<T>(
  reply: BatchReply<string>,
  read: (batch: Readonly<Record<string, unknown>>) => T | undefined,
): BatchReply<T> {
  if ('failure' in reply) return reply;
  const batch = asObject(parseJson(reply.ok));
  const value = batch && read(batch);
  if (value === undefined) return { failure: unreadable('a message batch', reply.ok) };
  return { ok: value };
}
