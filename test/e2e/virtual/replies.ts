import { setTimeout as wait } from 'node:timers/promises';

const json = { 'content-type': 'application/json' };

/** A finished message of the Anthropic API. */
export function message(): Response {
  const body = {
    id: 'msg_1',
    type: 'message',
    role: 'assistant',
    model: 'mock',
    content: [{ type: 'text', text: 'Hello' }],
    stop_reason: 'end_turn',
    stop_sequence: null,
    usage: { input_tokens: 5, output_tokens: 1 },
  };
  return Response.json(body);
}

/** A finished chat completion of the OpenAI API. */
export function chatCompletion(): Response {
  const choice = {
    index: 0,
    message: { role: 'assistant', content: 'Hello' },
    finish_reason: 'stop',
  };
  const body = {
    id: 'c1',
    object: 'chat.completion',
    created: 0,
    model: 'mock',
    choices: [choice],
  };
  return Response.json(body);
}

/** An error that names the seconds after which to come back. */
export function refusal(status: number, retryAfter: number): Response {
  const body = { type: 'error', error: { type: 'rate_limit_error', message: 'Too many requests' } };
  return new Response(JSON.stringify(body), {
    status,
    headers: { ...json, 'retry-after': `${retryAfter}` },
  });
}

/** A stream of the Anthropic API: `tokens` deltas, `every` so many ms, from `firstAfter` on. */
export function anthropicStream(shape: { firstAfter: number; tokens: number; every: number }) {
  const encoder = new TextEncoder();
  const body = new ReadableStream({
    async start(controller) {
      const send = (event: { type: string }) =>
        controller.enqueue(
          encoder.encode(`event: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`),
        );
      for await (const event of streamEvents(shape)) send(event);
      controller.close();
    },
  });
  return new Response(body, { headers: { 'content-type': 'text/event-stream' } });
}

async function* streamEvents({ firstAfter, tokens, every }: Parameters<typeof anthropicStream>[0]) {
  const usage = { input_tokens: 5, output_tokens: 0 };
  const opened = {
    id: 'msg_1',
    type: 'message',
    role: 'assistant',
    model: 'mock',
    content: [],
    usage,
  };
  yield { type: 'message_start', message: opened };
  yield { type: 'content_block_start', index: 0, content_block: { type: 'text', text: '' } };
  await wait(firstAfter);
  for (let token = 0; token < tokens; token++) {
    await wait(every);
    yield { type: 'content_block_delta', index: 0, delta: { type: 'text_delta', text: 'x' } };
  }
  yield { type: 'content_block_stop', index: 0 };
  yield {
    type: 'message_delta',
    delta: { stop_reason: 'end_turn' },
    usage: { output_tokens: tokens },
  };
  yield { type: 'message_stop' };
}
