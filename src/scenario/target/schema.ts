import type { z } from 'zod';
import { providers } from '../../client/providers/registry.ts';
import type { TargetPlan } from '../../core/plan.ts';
import { tagged } from '../check/tagged.ts';
import type { AnthropicTarget } from './anthropic.ts';
import { apiSchema } from './api.ts';
import type { MockTarget } from './mock.ts';
import { mockSchema } from './mock.ts';
import type { OpenaiTarget } from './openai.ts';

/** What is asked: the mock server, or an API that is there already. */
export type TargetInput = MockTarget | AnthropicTarget | OpenaiTarget;

/** Checks a target. The seed makes the mock's latencies repeatable; relative paths start in the directory. */
export function targetSchema(seed: number, directory: string) {
  const schemas = new Map<string, z.ZodType<TargetPlan>>([
    ['mock', mockSchema(seed, directory)],
    ['anthropic', apiSchema(providers.anthropic)],
    ['openai', apiSchema(providers.openai)],
  ]);
  return tagged(schemas, { noun: 'a target', example: 'mock({ limits: { rpm: 50 } })' });
}
