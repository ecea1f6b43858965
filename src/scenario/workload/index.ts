import type { WorkloadPlan } from '../../core/plan.ts';
import { countSource } from './count.ts';
import { csvSource } from './csv.ts';
import { jsonlSource } from './jsonl.ts';
import { listSource } from './list.ts';
import type { SourceDefinition } from './source.ts';
import { syntheticSource } from './synthetic.ts';

/** Every kind of workload, in the order in which messages list them. */
export const sources = {
  count: countSource,
  list: listSource,
  jsonl: jsonlSource,
  csv: csvSource,
  synthetic: syntheticSource,
} as const satisfies Readonly<Record<WorkloadPlan['kind'], SourceDefinition>>;
