export {
  constant,
  empirical,
  exponential,
  freeze,
  gamma,
  lognormal,
  mixture,
  normal,
  schedule,
  uniform,
} from '../mock-server/latency/index.ts';
export { phased } from '../mock-server/latency/phased.ts';
export { batchStep, curve, linear, none } from '../mock-server/load/index.ts';
export type { Thresholds } from './core/threshold.ts';
export type {
  CallRequest,
  CustomContext,
  CustomFunction,
  CustomItem,
  TaskContext,
  TaskFunction,
} from './core/user-code.ts';
export { CallError } from './core/user-code.ts';
// biome-ignore lint/performance/noReExportAll: a new strategy must touch only its file, its folder's index and its test
export * from './dispatch/strategies/index.ts';
export {
  constantRate,
  gammaRate,
  poisson,
  ramp,
  replay,
  spike,
  steps,
} from './scenario/arrivals/index.ts';
export { custom } from './scenario/custom.ts';
export { json } from './scenario/expect/json.ts';
export type { ExpectFunction, ExpectInput } from './scenario/expect/schema.ts';
export { text } from './scenario/expect/text.ts';
export { retry } from './scenario/retry.ts';
export type { ArrivalsInput, Scenario, StrategyInput } from './scenario/scenario.ts';
export { defineScenario } from './scenario/scenario.ts';
export { sweep } from './scenario/sweep.ts';
export { anthropic } from './scenario/target/anthropic.ts';
export { mock } from './scenario/target/mock.ts';
export { openai } from './scenario/target/openai.ts';
export { csv } from './scenario/workload/csv.ts';
export { jsonl } from './scenario/workload/jsonl.ts';
export { synthetic } from './scenario/workload/synthetic.ts';
