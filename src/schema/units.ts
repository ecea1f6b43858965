import { z } from 'zod';

/** A duration or an instant, in milliseconds. */
export const ms = (what: string) => z.number().nonnegative().describe(`${what}, in milliseconds`);

/** How many of something. */
export const count = (what: string) => z.int().nonnegative().describe(what);

export const text = (what: string) => z.string().describe(what);
