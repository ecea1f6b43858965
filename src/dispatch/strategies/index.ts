export { gather } from './gather.ts';
export { pacing } from './pacing.ts';
export { semaphore } from './semaphore.ts';
export { sequential } from './sequential.ts';
export { taskGroup } from './task-group.ts';
export { waves } from './waves.ts';
export { workers } from './workers.ts';
