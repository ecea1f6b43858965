export { curve } from './curve.ts';
export { none } from './none.ts';
