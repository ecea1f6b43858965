export { constant } from './constant.ts';
export { lognormal } from './lognormal.ts';
