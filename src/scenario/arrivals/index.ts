export { constantRate } from './constant-rate.ts';
export { gammaRate } from './gamma-rate.ts';
export { poisson } from './poisson.ts';
export { ramp } from './ramp.ts';
export { replay } from './replay.ts';
export { spike } from './spike.ts';
export { steps } from './steps.ts';
