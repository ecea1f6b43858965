import { promisify } from 'node:util';

/** Waits as foreign code does. */
export const wait = promisify(setTimeout);
