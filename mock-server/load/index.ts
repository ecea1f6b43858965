export { batchStep } from './batch-step.ts';
export { curve } from './curve.ts';
export { linear } from './linear.ts';
export { none } from './none.ts';
