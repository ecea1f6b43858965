export { constantRate } from './constant-rate.ts';
export { poisson } from './poisson.ts';
