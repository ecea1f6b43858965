import type { MessageFacts } from './api.ts';
import { thoughtText, tokensText } from './filler.ts';

/** A message without content, as a stream begins it. */
export function emptyMessage(facts: MessageFacts, outputTokens: number) {
  return {
    id: `msg_${facts.id}`,
    type: 'message',
    role: 'assistant',
    model: facts.model,
    container: null,
    diagnostics: null,
    content: [] as object[],
    stop_reason: null as string | null,
    stop_sequence: null,
    stop_details: null,
    usage: usage(facts, outputTokens),
  };
}

/** A complete message. */
export function wholeMessage(facts: MessageFacts) {
  return {
    ...emptyMessage(facts, facts.outputTokens),
    content: content(facts),
    stop_reason: stopReason(facts),
  };
}

export function stopReason({ cut }: MessageFacts): string {
  return cut ? 'max_tokens' : 'end_turn';
}

/** Stands for the proof that a thinking block is the model's own. */
export function signature({ id }: MessageFacts): string {
  return btoa(`signature of ${id}`);
}

/** What a thinking model's tokens were; null for any other. */
export function tokenDetails({ thinkingTokens }: MessageFacts) {
  return thinkingTokens === 0 ? null : { thinking_tokens: thinkingTokens };
}

function content(facts: MessageFacts): object[] {
  const { item, outputTokens, thinkingTokens, wire } = facts;
  const text = tokensText(item, 1, outputTokens - thinkingTokens, wire.text);
  const said = { type: 'text', text, citations: null };
  if (thinkingTokens === 0) return [said];
  const thinking = thoughtText(1, thinkingTokens, wire.text);
  const thought = { type: 'thinking', thinking, signature: signature(facts) };
  return outputTokens > thinkingTokens ? [thought, said] : [thought];
}

function usage(facts: MessageFacts, outputTokens: number) {
  return {
    input_tokens: facts.inputTokens - facts.cacheReadTokens,
    cache_creation_input_tokens: 0,
    cache_read_input_tokens: facts.cacheReadTokens,
    cache_creation: { ephemeral_5m_input_tokens: 0, ephemeral_1h_input_tokens: 0 },
    output_tokens: outputTokens,
    output_tokens_details: outputTokens === facts.outputTokens ? tokenDetails(facts) : null,
    server_tool_use: null,
    service_tier: facts.serviceTier,
    inference_geo: 'not_available',
    speed: 'standard',
  };
}
